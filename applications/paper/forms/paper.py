"""The clerk's form: the envelope, then the steps of the web form."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import translation
from django.utils.functional import Promise

from applications.enums import Channel
from applications.form.forms.home import ZipHint
from applications.form.forms.numbering import number_questions
from applications.form.forms.person import ContactForm
from applications.form.forms.questions import DeclarationForm
from applications.form.forms.step_form import Mark, PaperLabel, StepForm
from applications.form.forms.steps import STEPS
from applications.models import Call
from applications.paper.forms import labels
from applications.paper.forms.envelope import EnvelopeForm
from applications.paper.forms.labels import AGREES, BOTH
from core import languages
from core.form_fields import LONGEST_TEXT, TextField

LONGEST_ON_PAPER = 4 * LONGEST_TEXT  # sheets may be added
MAY_LOOK_WRONG = ("email", "phone")
MARK_WORDS = {"left_empty": "Left empty on the paper", "as_written": "The paper says so"}
# What one screen shows, in its two columns; in the order of the paper.
SCREENS = (
    (("envelope", "eligibility"), ("contact",)),
    (("home", "support"), ("connection", "questions")),
    (("about-you",), ("declaration",)),
)
SAVES = ("next", "scan")  # buttons that save and go on elsewhere than to the slip


@dataclass(frozen=True)
class Section:
    """One part of the paper, with its number there; the envelope has none."""

    number: int
    title: str | Promise
    form: StepForm


class PaperForm:
    """All forms of one paper application, each with its own prefix.

    A paper cannot be refused. A clerk marks what it left empty as left empty, and what looks
    wrong as written so. The checkboxes for that appear at fields with errors. A missing
    signature and an odd ZIP code are asked about once, after everything else is right.
    """

    LEFT_EMPTY, AS_WRITTEN, UNSIGNED = "left_empty", "as_written", "unsigned"
    ZIP_CODE = "zip_code"  # the one that was asked about
    asks_signature = False
    zip_hint: ZipHint | None = None

    def __init__(
        self,
        *,
        call: Call,
        data: QueryDict | None = None,
        initial: Mapping[str, Mapping[str, Any]] | None = None,
        without: Collection[str] = (),
        judges_deadline: bool = True,
    ) -> None:
        # The web form preselects the reader's language; the clerk's form must not.
        initial = {"support": {"reads": ""}, **(initial or {})}
        self.call, self._without = call, without
        common = {"call": call, "data": data}
        self.envelope = EnvelopeForm(**common, prefix="envelope", initial=initial.get("envelope"))
        self.envelope.judges_deadline = judges_deadline
        self.steps = {
            step.slug: step.form(**common, prefix=step.slug, initial=initial.get(step.slug))
            for step in STEPS
        }
        self.declaration = DeclarationForm(
            **common, prefix="declaration", initial=initial.get("declaration")
        )
        self.declaration.fields["agrees"].error_messages["required"] = AGREES
        labels.ask_language(self.steps["support"])
        number_questions([*self.steps.values(), self.declaration])
        for slug in without:
            del self.steps[slug]
        self._marks = {
            name: set(data.getlist(name) if data else initial.get(name, ()))
            for name in (self.LEFT_EMPTY, self.AS_WRITTEN)
        }
        self.is_unsigned = self.UNSIGNED in (data or initial)
        self.asked_zip_code = (data or initial).get(self.ZIP_CODE, "")
        self.pressed = next((name for name in SAVES if data and name in data), "")
        self._asked = [labels.labels_of(form) for form in self.questions]
        for form in self.questions:
            form.hide_optional = True  # nothing on paper is required
            self._relax(form)
            labels.shorten(form, call)

    @classmethod
    def typed(cls, *, data: QueryDict, **options: Any) -> "PaperForm":
        """The form with what was typed so far, without validation."""
        empty = cls(**options)
        initial: dict[str, Any] = {
            form.prefix: {
                name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
                for name, field in form.fields.items()
            }
            for form in empty.all_forms
        }
        initial |= {
            name: data.getlist(name) for name in (*empty._marks, cls.UNSIGNED) if name in data
        }
        initial[cls.ZIP_CODE] = data.get(cls.ZIP_CODE, "")
        typed = cls(initial=initial, **options)
        typed._focus_on_what_lacks()
        return typed

    @property
    def sections(self) -> list[Section]:
        """The parts of the paper with the applicant's answers."""
        steps = [
            Section(step.number, step.title, self.steps[step.slug])
            for step in STEPS
            if step.slug in self.steps
        ]
        return [*steps, Section(len(STEPS) + 1, "Declaration", self.declaration)]

    @property
    def screens(self) -> Iterator[list[list[Section]]]:
        """The sections of each screen, by column."""
        of_step = {section.form.prefix: section for section in self.sections}
        of_step["envelope"] = Section(0, "The envelope", self.envelope)
        for columns in SCREENS:
            shown = [[of_step[each] for each in column if each in of_step] for column in columns]
            yield [column for column in shown if column]

    @property
    def questions(self) -> list[StepForm]:
        """The forms with the applicant's answers."""
        return [*self.steps.values(), self.declaration]

    @property
    def all_forms(self) -> list[StepForm]:
        """All forms in the order of the page."""
        return [self.envelope, *self.questions]

    @property
    def envelope_fields(self) -> list[forms.BoundField]:
        """The envelope's fields without the signature; the late reason if needed or filled in."""
        asks_why = self.envelope.asks_why or self.envelope["late_reason"].value()
        left_out = {"submission_key", "signature_seen"} | (set() if asks_why else {"late_reason"})
        return [field for field in self.envelope if field.name not in left_out]

    def is_valid(self) -> bool:
        """Validate all forms, so that all errors show at once, offer marks, and ask once."""
        for form in self.questions:
            self._offer_marks(form)
            self._refuse_wrong_marks(form)
            labels.tell_clerk(form)
        is_valid = sum(not form.is_valid() for form in self.all_forms) == 0
        self.asks_signature = is_valid and not self.is_unsigned and self.envelope.may_be_unsigned
        if is_valid and not self.asks_signature:
            self.zip_hint = self._odd_zip_code()
        return is_valid and not self.asks_signature and not self.zip_hint

    @property
    def has_errors(self) -> bool:
        """Whether the page shows any error."""
        return any(form.errors for form in self.all_forms if form.is_bound)

    @property
    def lacks_something(self) -> bool:
        """Whether an answer is missing that the paper may have left empty."""
        return any(
            m.name == self.LEFT_EMPTY for form in self.questions for m in form.marks.values()
        )

    def add_paper_language(self) -> None:
        """Add labels and choices in the language of the paper."""
        language = languages.BY_CODE.get(self.envelope["language"].value())
        if language in (None, languages.ENGLISH):
            return
        with translation.override(language.code):
            twin = PaperForm(call=self.call, without=self._without)
            choices = [
                {name: labels.choices_of(field) for name, field in form.fields.items()}
                for form in twin.questions
            ]
        spoken = zip(self.questions, self._asked, twin._asked, choices, strict=True)
        for form, english, own, offered in spoken:
            for name, field in form.fields.items():
                if own[name] != english[name]:
                    form.paper_labels[name] = PaperLabel(own[name], language)
                labels.add_choices(field, offered[name])

    def focus(self, form: StepForm, name: str) -> None:
        """Set the focus when the page opens."""
        form.fields[name].widget.attrs["autofocus"] = True

    def answers(self) -> dict[str, dict[str, Any]]:
        """Cleaned answers by step, for the gate."""
        cleaned = {slug: dict(form.cleaned_data) for slug, form in self.steps.items()}
        # By default, the language of the paper.
        cleaned["support"]["reads"] = (
            cleaned["support"]["reads"] or self.envelope.cleaned_data["language"]
        )
        return {**cleaned, "declaration": self.declaration.cleaned_data}

    def seen(self) -> dict[str, Any]:
        """Arguments of Paper: what the clerk saw on the envelope and the form."""
        names = ("postmarked_on", "signature_seen", "receiver", "late_reason")
        noted = {name: self.envelope.cleaned_data[name] for name in names}
        has_time = self.envelope.cleaned_data["received_time"] is not None
        return {**noted, "has_time": has_time, "left_empty": self.left_empty()}

    def entry(self) -> dict[str, Any]:
        """Arguments of the actions that store it."""
        envelope = self.envelope.cleaned_data
        return {
            "submission_key": envelope["submission_key"],
            "answers": self.answers(),
            "language": envelope["language"],
            "channel": Channel(envelope["channel"]),
            "received_at": self.envelope.received_at(),
        }

    def left_empty(self) -> list[str]:
        """The fields marked as left empty, such as "home-neighborhood"."""
        return [form.add_prefix(each) for form in self.questions for each in form.may_be_empty]

    def _odd_zip_code(self) -> ZipHint | None:
        """What to ask about a ZIP code that is not, or not all, of the city."""
        home, asked = self.steps["home"], self.asked_zip_code
        self.asked_zip_code = code = home.cleaned_data["zip_code"]
        hint = home.hint_about(code) if code and code != asked else None
        return hint if hint and hint.asks_residence else None

    def _refuse_wrong_marks(self, form: StepForm) -> None:
        """A field cannot have an answer and be left empty."""
        for name in form.may_be_empty:
            if any(map(form.cleaned_data.get, form.alternatives.get(name, (name,)))):
                form.add_error(name, forms.ValidationError(BOTH, code="both"))

    def _focus_on_what_lacks(self) -> None:
        """Set the focus on the first field that still needs an answer."""
        for form in self.all_forms:
            for name, field in form.fields.items():
                either = form.alternatives.get(name, (name,) if field.required else ())
                is_done = name in form.may_be_empty or any(map(form.initial.get, either))
                if either and not is_done and not field.widget.is_hidden:
                    return self.focus(form, name)
        return None

    def _relax(self, form: StepForm) -> None:
        """Relax the validation of marked fields, and the limits of texts."""
        marked = {
            name: [f for f in form.fields if form.add_prefix(f) in values]
            for name, values in self._marks.items()
        }
        form.may_be_empty = tuple(marked[self.LEFT_EMPTY])
        form.as_written = tuple(marked[self.AS_WRITTEN])
        for name in form.may_be_empty:
            form.fields[name].required = not form.is_bound
            form.marks[name] = self._mark(self.LEFT_EMPTY, form, name)
        for name in form.as_written:
            form.fields[name].validators = []
            form.marks[name] = self._mark(self.AS_WRITTEN, form, name)
        for field in form.fields.values():
            if isinstance(field, TextField):
                field.limit = max(field.limit, LONGEST_ON_PAPER)
                field.help_text = field.help_on_paper
                field.widget.attrs.pop("data-counter", None)

    def _offer_marks(self, form: StepForm) -> None:
        errors = form.errors.as_data()
        for name in form.fields:
            codes = {error.code for error in errors.get(name, ())}
            if "required" in codes:
                form.marks[name] = self._mark(self.LEFT_EMPTY, form, name)
            elif codes and name in MAY_LOOK_WRONG:
                form.marks[name] = self._mark(self.AS_WRITTEN, form, name)

    def _mark(self, kind: str, form: StepForm, name: str) -> Mark:
        value = form.add_prefix(name)
        return Mark(kind, value, MARK_WORDS[kind], value in self._marks[kind])


def looks_wrong(call: Call, contact: Mapping[str, Any]) -> list[str]:
    """The marks "The paper says so" that these stored contact details need."""
    errors = ContactForm(call=call, data=contact).errors
    return [f"contact-{name}" for name in MAY_LOOK_WRONG if name in errors]
