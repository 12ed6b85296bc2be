"""Forms of the members' desk."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.form_fields import LineField, MomentField, TextField
from core.staff_forms import SeenForm, StaffForm
from selection.enums import Presence
from selection.members.queries import Member


class MeetingForm(StaffForm):
    """When and where a group meets."""

    begins_at = MomentField(label="Begins")
    place = TextField(
        label="Where",
        help_text="The room with its address, or how to join online.",
        max_length=400,
        rows=2,
        error_messages={"required": "Say where."},
    )


class MoveForm(MeetingForm, SeenForm):
    """When and where it meets, all of it: nobody overwrites another."""

    follows = False


class CancelForm(StaffForm, SeenForm):
    """Why a meeting does not take place."""

    reason = LineField(
        label="Why",
        help_text="The roster and the host’s sheet say it. Name nobody, and no illness.",
        max_length=200,
        error_messages={"required": "Say why."},
    )


class EnglishForm(StaffForm):
    """What a member asked for, in English; `asked` is what the page showed."""

    asked = forms.CharField(widget=forms.HiddenInput, strip=False)
    text = TextField(
        label="In English",
        help_text="As they said it, and no more: the host reads it.",
        max_length=1000,
        rows=4,
        error_messages={"required": "Write what they asked for, in English."},
    )

    def clean_asked(self) -> str:
        """With line breaks as they are stored: browsers send others."""
        return self.cleaned_data["asked"].replace("\r\n", "\n")


class AttendanceForm(SeenForm):
    """One choice for each member, if they are marked; `seen` is what was noted before."""

    follows = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        noted = " ".join(f"{each.seat.pk}:{each.presence}" for each in members if each.presence)
        super().__init__(*args, initial={"seen": noted}, **kwargs)
        for member in members:
            self.fields[f"seat-{member.seat.pk}"] = forms.ChoiceField(
                label=member.name,
                choices=Presence,
                widget=forms.RadioSelect,
                required=False,
                initial=member.presence,
            )

    def presences(self) -> dict[int, Presence]:
        """By the seat's id, of those that are marked."""
        return {
            int(name.removeprefix("seat-")): Presence(value)
            for name, value in self.cleaned_data.items()
            if value and name != "seen"
        }

    def clean_seen(self) -> dict[int, str]:
        """By the seat's id, what the page showed."""
        pairs = [each.partition(":") for each in self.cleaned_data["seen"].split()]
        for pk, _colon, presence in pairs:
            if f"seat-{pk}" not in self.fields or presence not in Presence.values:
                raise forms.ValidationError("Open the page again.")
        return {int(pk): presence for pk, _colon, presence in pairs}
