"""What all steps share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Call
from core.form_fields import TrapField
from core.form_layout import Question

TRAP = "website"
CONFIRMED = "confirmed"
SEEN = "seen"  # what the page showed: see applications.form.views.stale_page


@dataclass(frozen=True)
class Hint:
    """A friendly question about what was typed. It is no error: saving once more goes on.

    `about` names what is asked about, such as "zip:02115"; that is asked once. `field` is where
    it can be changed, `yes` the button that lets it stand, and `instead` the name and value of one
    that changes it.
    """

    about: str
    question: str
    advice: str
    field: str
    # Translators: a button below a question about what was typed; beside it stands “Change”
    yes: str | Promise = _("Yes, that is right")
    instead: tuple[str, str] = ("", "")


class StepForm(forms.Form):
    """One page of the form, for one call. Its cleaned data is plain JSON: text, bools, lists.

    What was typed may make it ask something once, one thing at a time: then there is a `hint`,
    and the form is not valid, without an error. The page sends back what was `confirmed`, and is
    not asked that again. Without that name among the data (a clerk's paper form) nothing is asked.
    """

    # Names of fields, and Questions that several fields ask together; empty: one a field.
    groups: ClassVar[tuple[str | Question, ...]] = ()
    hint: Hint | None = None
    hide_optional: bool = False
    has_trap: bool = False
    # One answer among several fields: the field that stands for it → all of them.
    alternatives: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    # Fields that a paper left empty, or wrote so: see PaperForm.
    may_lack: tuple[str, ...] = ()
    as_written: tuple[str, ...] = ()

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        if self.groups:
            self.helper.layout = Layout(*self.groups)
        self.build()
        if self.has_trap and not self.prefix:
            self._set_trap()
        for field in self.fields.values():
            self._say_what_is_missing(field)

    def build(self) -> None:
        """Add the fields that depend on the call or on the city's data."""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop(TRAP, None)
        return given

    @classmethod
    def settled(cls, answers: Mapping[str, Any]) -> list[str]:
        """What has been asked about in these answers, once they are saved."""
        return []

    def doubts(self) -> list[str]:
        """What may be asked about, as `Hint.about` names it."""
        return self.settled(self.cleaned_data)

    def hint_about(self, doubt: str) -> Hint | None:
        """The question, or None where nothing is odd after all."""

    @property
    def confirmed(self) -> str:
        """All that needs no more asking, in one line."""
        before = self.data.get(CONFIRMED, "")
        return f"{before} {self.hint.about}".strip() if self.hint else before

    def is_valid(self) -> bool:
        """Whether nothing is wrong and nothing is left to ask."""
        return super().is_valid() and self.hint is None

    def _post_clean(self) -> None:
        super()._post_clean()
        if CONFIRMED in self.data:
            settled = self.data[CONFIRMED].split()
            open_ones = [each for each in self.doubts() if each not in settled]
            self.hint = next(filter(None, map(self.hint_about, open_ones)), None)

    def questions(self) -> list[Question]:
        """What is asked, in order, each under a number of its own; a hidden box is no question."""
        asked = self.groups or [name for name in self.fields if name != TRAP]
        return [Question("", each) if isinstance(each, str) else each for each in asked]

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with the trap is said of the page: nobody sees that box."""
        super().add_error(None if field == TRAP else field, error)

    def _set_trap(self) -> None:
        """A box for programs to fill in. The clerk's form, whose parts have prefixes, has none."""
        self.helper.layout = Layout(*(self.groups or self.fields), Div(TRAP, css_class="trap"))
        self.fields[TRAP] = TrapField()

    @staticmethod
    def _say_what_is_missing(field: forms.Field) -> None:
        """A required field's message names what to do instead of "This field is required."."""
        if message := getattr(field, "missing", None):
            field.error_messages["required"] = message
