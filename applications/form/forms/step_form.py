"""The base class of all steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Call
from core.form_fields import TrapField
from core.form_layout import CrispyForm, Question
from core.languages import Language

TRAP = "website"
CONFIRMED = "confirmed"
SEEN = "seen"  # digests of what the page showed: see applications.form.views.stale_page


@dataclass(frozen=True)
class Hint:
    """A question about what was typed. It is no error: saving again goes on.

    `about` identifies the question, such as "zip:02115", so that it is asked once. `field` is
    where the answer can be changed, `yes` the label of the button that keeps it, and `instead`
    the name and value of a button that changes it.
    """

    about: str
    question: str
    advice: str
    field: str
    # Translators: a button below a question about what was typed; beside it stands “Change”
    yes: str | Promise = _("Yes, that is right")
    instead: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Mark:
    """A checkbox at a field: the paper left it empty, or says so."""

    name: str
    value: str
    label: str
    is_set: bool


class PaperLabel(NamedTuple):
    """A field's label in the language of the paper."""

    text: str
    language: Language


class StepField(forms.BoundField):
    """A field with what the paper form and the clerk's screen show beside it."""

    @property
    def number(self) -> int | None:
        """The number of its question."""
        return self.form.numbers.get(self.name)

    @property
    def shows_number(self) -> bool:
        """Whether the number stands at this field."""
        return self.name in self.form.shows_number

    @property
    def mark(self) -> Mark | None:
        """The clerk's checkbox."""
        return self.form.marks.get(self.name)

    @property
    def paper_label(self) -> PaperLabel | None:
        """The label in the paper's language, where it differs."""
        return self.form.paper_labels.get(self.name)


class StepForm(CrispyForm):
    """One page of the form, for one call. Its cleaned data is plain JSON: text, bools, lists.

    A form may ask about what was typed, one question at a time: then it has a `hint` and is not
    valid, although it has no errors. The page posts what was `confirmed`, which is not asked
    again. If `confirmed` is missing from the data (a clerk's paper form), nothing is asked.
    """

    bound_field_class = StepField

    # Field names, and Questions of several fields; if empty, each field is a question.
    groups: ClassVar[tuple[str | Question, ...]] = ()
    hint: Hint | None = None
    hide_optional: bool = False
    has_trap: bool = False
    # Alternatives, of which one is required: the field that shows the error → all of them.
    alternatives: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    # Fields that are empty or invalid on the paper: see PaperForm.
    may_be_empty: tuple[str, ...] = ()
    as_written: tuple[str, ...] = ()

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.numbers: dict[str, int] = {}
        self.shows_number: set[str] = set()
        self.marks: dict[str, Mark] = {}
        self.paper_labels: dict[str, PaperLabel] = {}
        if self.groups:
            self.helper.layout = Layout(*self.groups)
        self.build()
        if self.has_trap and not self.prefix:
            self._set_trap()

    def build(self) -> None:
        """Add the fields that depend on the call or on the city's data."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop(TRAP, None)
        return cleaned

    @classmethod
    def doubts_in(cls, answers: Mapping[str, Any]) -> list[str]:
        """The questions (`Hint.about`) that these answers raise."""
        return []

    def doubts(self) -> list[str]:
        """The questions (`Hint.about`) that this form's data raises."""
        return self.doubts_in(self.cleaned_data)

    def hint_about(self, doubt: str) -> Hint | None:
        """The question about `doubt`, or None if there is nothing to ask."""

    @property
    def confirmed(self) -> str:
        """The questions not to ask again, separated by spaces."""
        before = self.data.get(CONFIRMED, "")
        return f"{before} {self.hint.about}".strip() if self.hint else before

    def is_valid(self) -> bool:
        """Whether there are no errors and no question."""
        return super().is_valid() and self.hint is None

    def _post_clean(self) -> None:
        super()._post_clean()
        if CONFIRMED in self.data:
            confirmed = self.data[CONFIRMED].split()
            open_ones = [each for each in self.doubts() if each not in confirmed]
            self.hint = next(filter(None, map(self.hint_about, open_ones)), None)

    def questions(self) -> list[Question]:
        """The form's questions in order, without the honeypot."""
        asked = self.groups or [name for name in self.fields if name != TRAP]
        return [Question("", each) if isinstance(each, str) else each for each in asked]

    def add_error(self, field: str | None, error: Any) -> None:
        """Errors of the honeypot belong to the page, since its field is hidden."""
        super().add_error(None if field == TRAP else field, error)

    def _set_trap(self) -> None:
        """Add the honeypot. The clerk's form, whose parts have prefixes, has none."""
        self.helper.layout = Layout(*(self.groups or self.fields), Div(TRAP, css_class="trap"))
        self.fields[TRAP] = TrapField()
