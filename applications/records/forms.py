"""Forms for staff's records about an application."""

from typing import Any

from django import forms

from applications.enums import (
    CheckedAgainst,
    ContactMethod,
    Outcome,
    RedactionKind,
    Requester,
    ResidencyStatus,
    Topic,
)
from core.form_fields import LineField, TextField
from core.staff_forms import ContactForm, SeenForm, StaffForm

_CHOOSE = ("", "Choose one")


class ReasonForm(StaffForm):
    """Why somebody opens about-you answers."""

    reason = LineField(
        label="Reason",
        help_text="It stands in the access log for good. Name nobody.",
        max_length=200,
        error_messages={"required": "Say why you open these answers."},
    )


class ResidencyForm(StaffForm, SeenForm):
    """A residency check; `seen` is the number of the check that was shown."""

    status = forms.ChoiceField(label="What you found", choices=[_CHOOSE, *ResidencyStatus.choices])
    reason = LineField(
        label="How you know",
        help_text="For example: “letter from the shelter seen”. No numbers of documents.",
        max_length=200,
        error_messages={"required": "Say how you know."},
    )


class CheckedAgainstForm(StaffForm):
    """What the checks that are saved together rely on."""

    against = forms.ChoiceField(
        label="Checked against", choices=[_CHOOSE, *CheckedAgainst.choices], initial=""
    )


class FindingForm(StaffForm, SeenForm):
    """One person's row in the residency queue; one that nobody marked waits for later.

    What a page of checks relies on says nothing about somebody who gave no street.
    """

    LATER = "later"

    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "not marked"),
            (LATER, "later"),
            *ResidencyStatus.choices[1:],
        ],
    )
    reason = LineField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, name: str, has_street: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_street = has_street
        for field in ("status", "reason"):
            self.fields[field].label = name  # which row a problem is about

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("status") == ResidencyStatus.NOT_A_RESIDENT and not cleaned.get("reason"):
            self.add_error("reason", "Say why not.")
        elif self.is_verified_otherwise and not cleaned.get("reason"):
            self.add_error("reason", "No street is given: say how you know.")
        return cleaned

    @property
    def is_verified_otherwise(self) -> bool:
        """Whether they were found to live in the city without a street to check."""
        return not self.has_street and self.cleaned_data.get("status") == ResidencyStatus.VERIFIED

    @property
    def is_for_later(self) -> bool:
        """Whether they are put off; call it after is_valid()."""
        return self.cleaned_data.get("status") == self.LATER

    @property
    def is_marked(self) -> bool:
        """Whether there is something to save; call it after is_valid()."""
        return self.cleaned_data.get("status") not in ("", self.LATER)


class ContactNoteForm(ContactForm):
    """A contact with an applicant."""

    field_order = ["way", "outcome", "topic", "happened_at", "note"]

    way = forms.ChoiceField(label="How", choices=[_CHOOSE, *ContactMethod.choices])
    outcome = forms.ChoiceField(label="What came of it", choices=[_CHOOSE, *Outcome.choices])
    topic = forms.ChoiceField(label="What about", choices=[_CHOOSE, *Topic.choices])


class WithdrawForm(StaffForm):
    """Who asked staff to withdraw an application."""

    asker = forms.ChoiceField(label="Who asked", choices=[_CHOOSE, *Requester.choices])
    way = forms.ChoiceField(label="How they asked", choices=[_CHOOSE, *ContactMethod.choices])
    note = TextField(
        label="Reason (optional)",
        help_text="Nobody has to give one. Write no more than they want kept.",
        required=False,
        max_length=280,
        rows=2,
    )


class AskedForm(StaffForm, SeenForm):
    """Who asked staff for a change of contact; `seen` is the number of the last one."""

    asker = forms.ChoiceField(label="Who asked", choices=[_CHOOSE, *Requester.choices])
    way = forms.ChoiceField(label="How they asked", choices=[_CHOOSE, *ContactMethod.choices])


class RedactForm(StaffForm, SeenForm):
    """What reviewers see of an answer; `seen` is the version that was shown."""

    kind = forms.ChoiceField(
        label="Reviewers get",
        choices=RedactionKind,
        widget=forms.RadioSelect,
        initial=RedactionKind.BLANKED,
    )
    words = TextField(
        label="Words to blank",
        help_text="One a line, as they stand in the answer. Each is blanked wherever it stands.",
        required=False,
        max_length=2000,
        rows=5,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["words"] = [line.strip() for line in cleaned.get("words", "").split("\n")]
        cleaned["words"] = list(dict.fromkeys(filter(None, cleaned["words"])))
        if cleaned.get("kind") == RedactionKind.BLANKED and not cleaned["words"]:
            self.add_error("words", "Write the words to blank, one a line.")
        return cleaned


class HoldForm(StaffForm):
    """Why everything of an application must be kept."""

    reason = LineField(
        label="Why",
        help_text="For example: the number of a public-records request. Name no applicant.",
        max_length=200,
        error_messages={"required": "Say why it must be kept."},
    )


class ErasureForm(StaffForm):
    """Who asked to be erased, and who allowed it."""

    asker = forms.ChoiceField(label="Who asked", choices=[_CHOOSE, *Requester.choices])
    authorization = LineField(
        label="Allowed by",
        help_text="Who allowed it, and where that is written down. Name no applicant.",
        max_length=200,
        error_messages={"required": "Say who allowed it."},
    )


class EraseForm(StaffForm):
    """Confirms an erasure, with the number of rows shown."""

    expected_rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    is_sure = forms.BooleanField(
        label="I have read what goes. It cannot come back.",
        error_messages={"required": "Tick this once you have read what goes."},
    )
