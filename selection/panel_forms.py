"""The forms about saved panels and the lot."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.form_fields import LineField, MomentField
from core.staff_forms import SeenForm, StaffForm
from selection.forms import LONGEST_REASON
from selection.models import Panel


class SaveForm(SeenForm, StaffForm):
    """A name for the panel on the board, whose version was `seen`."""

    name = LineField(
        max_length=80,
        help_text="Say what tells it from the others, such as “With two from Mattapan”.",
        error_messages={"required": "Give it a name that tells it from the others."},
    )


class CompareForm(StaffForm):
    """Which two panels stand side by side."""

    a = forms.TypedChoiceField(label="A", coerce=int)
    b = forms.TypedChoiceField(label="B", coerce=int)

    def __init__(self, *args: Any, panels: Iterable[Panel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.pk, each.name or "On the board now") for each in panels]
        for field in self.fields.values():
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Two, not one twice."""
        found = super().clean()
        if found.get("a") is not None and found.get("a") == found.get("b"):
            self.add_error("b", "Choose another one than A.")
        return found


class SourceForm(StaffForm):
    """Which draw will be the lot and when; why, where it `replaces` another one."""

    source = LineField(
        label="Which draw",
        max_length=200,
        help_text="Such as “Numbers Game of the State Lottery, evening draw”.",
        error_messages={"required": "Say which draw it will be."},
    )
    takes_place_at = MomentField(
        label="When it takes place",
        help_text="At least an hour ahead. What is drawn can be typed from then on.",
        error_messages={"required": "Say when it takes place."},
    )
    reason = LineField(
        label="Why another draw",
        max_length=LONGEST_REASON,
        help_text="Kept on record with your name; the auditor reads it.",
        error_messages={"required": "Say why there is to be another draw."},
    )

    def __init__(self, *args: Any, replaces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]


class LotForm(StaffForm):
    """What was drawn."""

    typed = LineField(
        label="What was drawn",
        max_length=100,
        help_text="As it was announced, with a space between numbers.",
        error_messages={"required": "Type what was drawn."},
    )
