"""The clerk's form: what the envelope says, then the same steps as on paper and on the web."""

import uuid
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from applications.enums import Channel
from applications.forms.numbering import number_questions
from applications.forms.questions import DeclarationForm
from applications.forms.step_form import StepForm
from applications.forms.steps import STEPS
from applications.models import Call
from core import languages


class EnvelopeForm(StepForm):
    """How and when it came. The hidden key makes "Save" pressed twice store it once."""

    hide_optional = True
    is_practice = False

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = forms.ChoiceField(
        label="It came",
        choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB],
        initial=Channel.MAIL,
    )
    received_on = forms.DateField(
        label="Received on",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the date on the received stamp."},
    )
    received_time = forms.TimeField(
        label="Received at",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="Leave empty if the stamp has no time: it then counts as 9 a.m.",
    )
    postmarked_on = forms.DateField(
        label="Postmark", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(
        label="Language of the paper form",
        choices=[(language.code, language.english_name) for language in languages.ALL],
    )
    signature_seen = forms.BooleanField(label="The declaration is signed", required=False)

    OFFICE_OPENS = time(9)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if received_at := self.received_at():
            if received_at > timezone.now():
                self.add_error("received_on", "This is in the future. Check the received stamp.")
            elif not (self.is_practice or self.call.accepts_at(received_at)):
                self.add_error(
                    "received_on",
                    "The call was not open then. Keep the paper and tell a coordinator.",
                )
        return given

    def received_at(self) -> datetime | None:
        """The received stamp on the city's clock; None while no date is given.

        When the clocks go back, an hour comes twice: the first is meant, in the applicant's
        favor. When they go forward, an hour is missing: a stamp in it was not yet put forward.
        """
        day = self.cleaned_data.get("received_on")
        if day is None:
            return None
        at = self.cleaned_data.get("received_time") or self.OFFICE_OPENS
        # Python never finds a time of such an hour equal to the same instant elsewhere: store UTC.
        return timezone.make_aware(datetime.combine(day, at)).astimezone(UTC)


class PaperForm:
    """All the forms of one paper application, each under a prefix of its own."""

    def __init__(self, *, call: Call, data: Any = None, is_practice: bool = False) -> None:
        self.envelope = EnvelopeForm(call=call, data=data, prefix="envelope")
        self.envelope.is_practice = is_practice
        self.steps = {
            step.slug: step.form(call=call, data=data, prefix=step.slug) for step in STEPS
        }
        self.declaration = DeclarationForm(call=call, data=data, prefix="declaration")
        number_questions([*self.steps.values(), self.declaration])
        self.sections = [(step.number, step.title, self.steps[step.slug]) for step in STEPS] + [
            (len(STEPS) + 1, "Declaration", self.declaration)
        ]

    @property
    def all_forms(self) -> list[StepForm]:
        """In the order of the page."""
        return [self.envelope, *self.steps.values(), self.declaration]

    def is_valid(self) -> bool:
        """Judges every form, so that all errors show at once."""
        return sum(not form.is_valid() for form in self.all_forms) == 0

    @property
    def has_errors(self) -> bool:
        """Whether the page shows any error; none before it was sent."""
        return any(form.errors for form in self.all_forms if form.is_bound)

    def answers(self) -> dict[str, dict[str, Any]]:
        """Cleaned answers by step, as the gate takes them."""
        cleaned = {slug: form.cleaned_data for slug, form in self.steps.items()}
        return {**cleaned, "declaration": self.declaration.cleaned_data}

    def seen(self) -> dict[str, Any]:
        """What the clerk saw on the envelope and the form."""
        return {
            name: self.envelope.cleaned_data[name] for name in ("postmarked_on", "signature_seen")
        }
