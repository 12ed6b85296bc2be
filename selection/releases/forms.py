"""Forms of releasing: making a draft, changing a decision, typing the counts, sending back."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from core.form_fields import DayField, LineField, ReferenceField, TextField
from core.staff_forms import StaffForm
from selection.enums import Outcome
from selection.releases.covering import MOST_RESERVES

USUAL_RESERVES = 5
LONGEST_REASON = 300


class DraftForm(StaffForm):
    """How a draft is made from a saved panel."""

    reserves = forms.IntegerField(
        label="Reserves",
        min_value=0,
        max_value=MOST_RESERVES,
        initial=USUAL_RESERVES,
        help_text=f"Up to {MOST_RESERVES}. They are chosen to cover for members who leave.",
    )
    reply_by = DayField(
        label="Members answer by",
        required=False,
        help_text="Stands in their letters. It can be set on the draft, too.",
    )

    def clean_reply_by(self) -> date | None:
        """A day to come."""
        day = self.cleaned_data["reply_by"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("Choose a day to come: they must have time to answer.")
        return day


class DayForm(StaffForm):
    """The day by which the members of a draft answer; `seen` is the one that was shown."""

    seen = DayField(widget=forms.HiddenInput, required=False)
    reply_by = DayField(
        label="Members answer by",
        help_text="Stands in their letters.",
        error_messages={"required": "Choose the day."},
    )


class DecideForm(StaffForm):
    """Another outcome for somebody in a draft, whose outcome was `seen`."""

    outcome = forms.ChoiceField(choices=Outcome.choices, widget=forms.RadioSelect)
    reason = LineField(
        max_length=LONGEST_REASON,
        help_text="Kept with the decision. The second person reads it; the applicant does not.",
        error_messages={"required": "Say why. It is kept with the decision."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)


class AgainForm(StaffForm):
    """Whom a later release answers once more."""

    reference = ReferenceField(label="Reference", max_length=20)


class LetGoForm(StaffForm):
    """How many of each outcome somebody saw, and what was on their screen."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    handed_over = forms.CharField(widget=forms.HiddenInput, max_length=40)
    left_out = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for outcome in Outcome:
            plural = outcome in (Outcome.MEMBER, Outcome.RESERVE)
            self.fields[outcome.value] = forms.IntegerField(
                label=f"{outcome.label}s".capitalize() if plural else outcome.label.capitalize(),
                min_value=0,
                max_value=1_000_000,
                error_messages={"required": "Type the number, also 0."},
            )

    @property
    def counts(self) -> list[forms.BoundField]:
        """The fields that are typed."""
        return [self[outcome.value] for outcome in Outcome]

    def typed(self) -> dict[str, int]:
        """What was typed, by outcome; call it after is_valid()."""
        return {outcome.value: self.cleaned_data[outcome.value] for outcome in Outcome}

    def clean_left_out(self) -> list[int]:
        """The ids in it."""
        words = self.cleaned_data["left_out"].split()
        if not all(word.isascii() and word.isdigit() and len(word) < 19 for word in words):
            raise forms.ValidationError("Open the page again.")
        return [int(word) for word in words]


class SendBackForm(StaffForm):
    """What should change."""

    reason = TextField(
        label="Send back, with a reason",
        max_length=2000,
        error_messages={"required": "Say what should change."},
    )


class FindForm(StaffForm):
    """Which decisions a page lists."""

    q = LineField(label="Find a reference", required=False, max_length=20)
    hand = forms.BooleanField(label="Only those by hand", required=False)
