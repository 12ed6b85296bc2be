"""The base of small forms on staff pages."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from core.form_fields import MomentField, TextField
from core.form_layout import CrispyForm

REQUIRED = forms.Field.default_error_messages["required"]


@dataclass(frozen=True)
class Part:
    """Some fields of a form, for the summary of errors: that goes down the page."""

    fields: Sequence[forms.BoundField]
    non_field_errors: Sequence[str] = ()

    def __iter__(self) -> Iterator[forms.BoundField]:
        return iter(self.fields)


class SeenForm(forms.Form):
    """About something that somebody else may change meanwhile: `seen` is the version it showed.

    Its page gives the version of now as `initial`; the action refuses another one with
    ChangedMeanwhile, and the form that goes back keeps what was typed and follows the newer one.
    One that holds all of a thing, and shows nothing of what the other person changed, must not
    follow: sent again, it would overwrite that. It is refused until the page is opened anew.
    """

    follows: ClassVar[bool] = True

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def follow(self) -> None:
        """Sent again, it changes what its page shows now."""
        if not self.follows:
            return
        now = self.initial["seen"]
        self.data = self.data.copy()
        self.data.setlist(self.add_prefix("seen"), now if isinstance(now, list) else [now])


class StaffForm(CrispyForm):
    """A form of a staff page; optional fields say so in their label, since most are.

    Several stand on one page, so the ids of its fields begin with its name.
    """

    hide_optional = True
    folded: tuple[str, ...] = ()  # filters that are seldom asked for, see core/_filters.html

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}-%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            if is_choice and field.error_messages["required"] == REQUIRED:
                field.error_messages["required"] = "Choose one."

    def add_error(self, field: str | None, error: Any) -> None:
        """Of one box the first fault is said: what would follow from it is none of its own."""
        if field is None or field not in self.errors:
            super().add_error(field, error)

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """Those filters."""
        return [self[name] for name in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """Whether one of them is chosen."""
        return any(field.value() for field in self.folded_fields)


class NoteForm(StaffForm):
    """Something about a person that a colleague may need a few words about."""

    note = TextField(
        label="Note (optional)",
        help_text="Only what a colleague needs next. Nothing about health or family.",
        required=False,
        max_length=280,
        rows=2,
    )


class ContactForm(NoteForm):
    """Somebody was reached, or tried to be. The hidden key makes sending twice one entry."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    happened_at = MomentField(
        label="When",
        past=True,
        error_messages={
            "invalid": "Enter a date and a time.",
            "future": "This is in the future. Enter when it happened.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("happened_at", timezone.localtime().replace(second=0))
