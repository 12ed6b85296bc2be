"""What a clerk reads off the envelope and the received stamp."""

import uuid
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from applications.enums import Arrival, Channel
from applications.form.forms.step_form import StepForm
from core import languages
from core.form_fields import DayField, LineField, TextField

FUTURE = "This is in the future. Check the received stamp."


class EnvelopeForm(StepForm):
    """How and when it came. The hidden key makes "Save" pressed twice store it once.

    `asks_why` is set when it came too late and nobody has said yet why it should count. In a
    correction, nobody judges the deadline once more.
    """

    hide_optional = True
    asks_why = False
    judges_deadline = True

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = forms.ChoiceField(
        label="It came",
        choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB],
        widget=forms.RadioSelect,
        initial=Channel.MAIL,
    )
    received_on = DayField(
        label="Received on",
        past=True,
        error_messages={"required": "Enter the date on the received stamp.", "future": FUTURE},
    )
    received_time = forms.TimeField(
        label="Received at",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Leave empty if the stamp has no time: it then counts as 9 a.m.",
    )
    postmarked_on = DayField(
        label="Postmark",
        past=True,
        required=False,
        help_text="Only for mail. Leave empty if you cannot read it.",
    )
    receiver = LineField(
        label="Received by",
        required=False,
        max_length=120,
        help_text="Whose initials the stamp has, or who took the call.",
    )
    language = forms.ChoiceField(
        label="Language of the paper form",
        choices=[(language.code, language.english_name) for language in languages.ALL],
    )
    late_reason = TextField(
        label="Why should it count all the same?",
        required=False,
        max_length=1000,
        rows=3,
        help_text="A coordinator reads this and decides. Until then it does not count.",
    )
    signature_seen = forms.BooleanField(label="The declaration is signed", required=False)

    OFFICE_OPENS = time(9)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("postmarked_on"):
            self._judge_postmark(given)
        received_at = self.received_at()
        if received_at is None:
            return given
        if received_at > timezone.now():
            self.add_error("received_on", FUTURE)
            return given
        if not self.judges_deadline:
            return given
        is_mail = given.get("channel") == Channel.MAIL
        arrival = self.call.arrival(received_at, given.get("postmarked_on") if is_mail else None)
        if arrival == Arrival.TOO_EARLY:
            self.add_error(
                "received_on",
                "The call was not open then. Keep the paper and tell a coordinator.",
            )
        elif arrival == Arrival.LATE:
            self._judge_reason(given)
        return given

    def _judge_postmark(self, given: dict[str, Any]) -> None:
        if given.get("channel") not in (None, Channel.MAIL):
            self.add_error("postmarked_on", "Only mail has a postmark. Leave this empty.")
        elif given.get("received_on") and given["postmarked_on"] > given["received_on"]:
            self.add_error(
                "postmarked_on", "The postmark is later than the day it came. Check both."
            )

    def _judge_reason(self, given: dict[str, Any]) -> None:
        self.asks_why = True
        if not given.get("late_reason") and "late_reason" not in self.errors:
            self.add_error(
                "late_reason",
                "It came after the deadline. Write why it should count, or check the date.",
            )

    def received_at(self) -> datetime | None:
        """The received stamp on the city's clock; None while no date is given.

        When the clocks go back, an hour comes twice: the first is meant, in the applicant's
        favor. When they go forward, an hour is missing: a stamp in it was not yet put forward.
        """
        day = self.cleaned_data.get("received_on")
        if day is None:
            return None
        at = self.cleaned_data.get("received_time")
        if at is None:
            return self._without_time(day)
        # Python never finds a time of such an hour equal to the same instant elsewhere: store UTC.
        return timezone.make_aware(datetime.combine(day, at)).astimezone(UTC)

    def _without_time(self, day: date) -> datetime:
        """When the office opened that day; no later than now, no earlier than the call opened."""
        opens_at, now = self.call.opens_at, timezone.now().replace(second=0, microsecond=0)
        received_at = timezone.make_aware(datetime.combine(day, self.OFFICE_OPENS)).astimezone(UTC)
        if day == timezone.localdate():
            received_at = min(received_at, now)
        return max(received_at, opens_at) if day == timezone.localdate(opens_at) else received_at
