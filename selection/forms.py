"""The forms of the board: finding candidates, and changing who sits, each with a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.form_fields import LineField, TextField
from core.staff_forms import SeenForm, StaffForm
from selection.enums import LockKind, PairKind

LONGEST_REASON = 300
SORTS = [("", "Score"), ("cost", "Cost"), ("reference", "Reference")]


class FindForm(StaffForm):
    """Which candidates the board shows, all optional."""

    q = LineField(label="Find", required=False, max_length=60)
    sort = forms.ChoiceField(required=False, choices=SORTS)

    def words(self) -> str:
        """What is searched for; call it after is_valid()."""
        return self.cleaned_data.get("q", "")


class ReasonForm(SeenForm, StaffForm):
    """Why, for a change of the board whose version was `seen`."""

    reason = LineField(
        max_length=LONGEST_REASON,
        help_text="Kept on record.",
        error_messages={"required": "Say why. It is kept on record."},
    )


class OwnUndoForm(ReasonForm):
    """Taking back a move of one's own, which needs no reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class LockForm(ReasonForm):
    """What should hold for somebody; for a pair also who the other one is."""

    kind = forms.ChoiceField(
        label="What should hold",
        choices=[*LockKind.choices, *PairKind.choices],
        widget=forms.RadioSelect,
    )
    other = LineField(
        label="The other one’s reference",
        help_text="Its last four signs will do.",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"list": "others", "autocomplete": "off"}),
    )
    field_order = ("kind", "other", "reason", "seen")

    def clean(self) -> dict[str, Any]:
        """A pair needs the other one."""
        found = super().clean()
        if found.get("kind") in PairKind.values and not found.get("other"):
            self.add_error("other", "Give the reference of the other one.")
        return found


class RelaxForm(StaffForm):
    """Which way out of targets that cannot be met, by its number in the run, and why."""

    way = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)
    reason = TextField(help_text="Kept on record with your name; others read it later.")

    def __init__(self, *args: Any, ways: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(number, str(number)) for number in ways]
