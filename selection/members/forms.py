"""Forms of the members' desk."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.form_fields import MomentField, TextField
from core.staff_forms import StaffForm
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


class AttendanceForm(forms.Form):
    """One choice for each member; who is not marked stays as noted."""

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
            if value
        }
