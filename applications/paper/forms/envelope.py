"""The form for the envelope and the received stamp."""

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


NOT_ON_PAPER = (Channel.WEB, Channel.IMPORTED)


class EnvelopeForm(StepForm):
    """How and when it came. The hidden key makes saving twice store it once.

    `asks_why` is set if it is late and has no reason yet. A correction does not check the
    deadline again (`judges_deadline`).
    """

    hide_optional = True
    asks_why = False
    judges_deadline = True

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = forms.ChoiceField(
        label="It came",
        choices=[choice for choice in Channel.choices if choice[0] not in NOT_ON_PAPER],
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
        help_text="No time on the stamp counts as 9 a.m.",
    )
    postmarked_on = DayField(
        label="Postmark",
        past=True,
        required=False,
        help_text="Of mail only. Empty if unreadable.",
    )
    receiver = LineField(
        label="Received by",
        required=False,
        max_length=120,
        help_text="Initials on the stamp, or who took the call.",
    )
    language = forms.ChoiceField(
        label="Language of the paper",
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

    @property
    def may_be_unsigned(self) -> bool:
        """Whether no signature was seen; a form that was filled in by phone has none."""
        given = self.cleaned_data
        return not given["signature_seen"] and given["channel"] != Channel.PHONE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("postmarked_on"):
            self._judge_postmark(cleaned)
        received_at = self.received_at()
        if received_at is None:
            return cleaned
        if received_at > timezone.now():
            self.add_error("received_on", FUTURE)
            return cleaned
        if not self.judges_deadline:
            return cleaned
        is_mail = cleaned.get("channel") == Channel.MAIL
        arrival = self.call.arrival(received_at, cleaned.get("postmarked_on") if is_mail else None)
        if arrival == Arrival.TOO_EARLY:
            self.add_error(
                "received_on",
                "The call was not open then. Keep the paper and tell a coordinator.",
            )
        elif arrival == Arrival.LATE:
            self._judge_reason(cleaned)
        return cleaned

    def _judge_postmark(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("channel") not in (None, Channel.MAIL):
            self.add_error("postmarked_on", "Only mail has a postmark. Leave this empty.")
        elif cleaned.get("received_on") and cleaned["postmarked_on"] > cleaned["received_on"]:
            self.add_error(
                "postmarked_on", "The postmark is later than the day it came. Check both."
            )

    def _judge_reason(self, cleaned: dict[str, Any]) -> None:
        self.asks_why = True
        if not cleaned.get("late_reason") and "late_reason" not in self.errors:
            self.add_error(
                "late_reason",
                "It came after the deadline. Write why it should count, or check the date.",
            )

    def received_at(self) -> datetime | None:
        """The time on the received stamp, in the city's zone; None without a date.

        When the clocks go back, an hour comes twice: we take the first, in the applicant's favor.
        When they go forward, an hour is missing: a stamp in it had the old time.
        """
        day = self.cleaned_data.get("received_on")
        if day is None:
            return None
        at = self.cleaned_data.get("received_time")
        if at is None:
            return self._without_time(day)
        # In UTC: Python never takes a time in such an hour for equal to the same instant elsewhere.
        return timezone.make_aware(datetime.combine(day, at)).astimezone(UTC)

    def _without_time(self, day: date) -> datetime:
        """The opening time of the office that day; not after now, nor before the call opened."""
        opens_at, now = self.call.opens_at, timezone.now().replace(second=0, microsecond=0)
        received_at = timezone.make_aware(datetime.combine(day, self.OFFICE_OPENS)).astimezone(UTC)
        if day == timezone.localdate():
            received_at = min(received_at, now)
        return max(received_at, opens_at) if day == timezone.localdate(opens_at) else received_at
