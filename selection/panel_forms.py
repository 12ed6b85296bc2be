"""The forms about saved panels and the lot."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.form_fields import LineField
from core.staff_forms import SeenForm, StaffForm
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
    """Which draw will be the lot."""

    source = LineField(
        label="Which draw, and when",
        max_length=200,
        help_text="Such as “The evening draw of the State Lottery on December 14, 2026”.",
        error_messages={"required": "Say which draw it will be, and when."},
    )


class LotForm(StaffForm):
    """What was drawn."""

    typed = LineField(
        label="What was drawn",
        max_length=100,
        help_text="As it was announced, with a space between numbers.",
        error_messages={"required": "Type what was drawn."},
    )
