"""The forms of a file from a translator: choose it, and save what is in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from applications.words import workbook
from applications.words.answers import Waiting
from applications.words.judging import Verdict
from applications.words.workbook import About, Sent
from core.form_fields import LineField
from core.spreadsheet_form import SpreadsheetForm, spreadsheet_field
from core.staff_forms import StaffForm
from core.text import number_of

LOOKED = "looked-"  # and the number of the row
SAVING = "saving"  # the form that the boxes of the rows belong to
LEAVE_OUT_LABEL = "Leave out the texts that cannot be saved or were not compared"
LEAVE_OUT = "Say that these texts are to be left out, or correct them in the file first."
LOOK = "Compare these numbers with the English, and say so, or leave this text out."
OTHER_NOW = "Something changed since you looked. Nothing is saved; look at it as it is now."


class BackForm(SpreadsheetForm):
    """The file that came back: `sent` is what it says."""

    file = spreadsheet_field(
        label="File from the translator",
        help_text="The XLSX file that was downloaded here, with the words in it.",
        accept=".xlsx",
    )

    sent: Mapping[str, Sent]

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    def take(self, file: UploadedFile) -> None:
        """The words that it has, if it is a file of these."""
        self.sent = workbook.read(file, self.about)


class SaveForm(StaffForm):
    """Save what is shown; `seal` is a digest of that.

    Each text with doubts has a box to tick, in its own row. `to_save` is what is left of the
    verdict once it is valid.
    """

    seal = forms.CharField(widget=forms.HiddenInput, required=False)
    leaves_out = forms.BooleanField(
        label="Leave out the texts that cannot be saved",
        required=False,
        help_text="They are listed above, and stay as they are.",
    )

    def __init__(self, *args: Any, verdict: Verdict, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seal": verdict.seal})
        super().__init__(*args, **kwargs)
        self.verdict = self.to_save = verdict
        if verdict.doubtful:
            self.fields["leaves_out"].label = LEAVE_OUT_LABEL
        elif not verdict.faulty:
            del self.fields["leaves_out"]
        for number, each in enumerate(verdict.doubtful):
            name = f"{LOOKED}{number}"
            self.fields[name] = forms.BooleanField(
                label="I have compared the numbers: they are right",
                required=False,
                widget=forms.CheckboxInput(attrs={"form": SAVING}),
            )
            each.tick = self[name]

    @property
    def below(self) -> list[forms.BoundField]:
        """The fields that stand in the form itself."""
        return [field for field in self if not field.name.startswith(LOOKED)]

    def clean(self) -> dict[str, Any]:
        """Refuse to save what was not shown. Sent again, it is about what is shown now."""
        given = super().clean()
        unseen = [each for each in self.verdict.doubtful if not given.get(each.tick.name)]
        if not given.get("leaves_out"):
            for each in unseen:
                self.add_error(each.tick.name, LOOK)
        self.to_save = self.verdict.without({each.text.key for each in unseen})
        if given.get("seal") != self.verdict.seal:
            self.data = self.data.copy()
            self.data["seal"] = self.verdict.seal
            self.add_error(None, OTHER_NOW)
        return given

    def clean_leaves_out(self) -> bool:
        leaves = self.cleaned_data["leaves_out"]
        if self.verdict.faulty and not leaves:
            raise forms.ValidationError(LEAVE_OUT)
        return leaves


class SaveWordsForm(SaveForm):
    """The same of words that residents read, with who has checked them."""

    office = LineField(label="Checked by (optional)", max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].help_text = (
            "A role or an office, not a person, that has read all "
            f"{number_of(self.verdict.stays, 'text')} of the file and found them right, also those "
            "that are the same as now. It is recorded with today’s date. Empty: they count as "
            "unchecked."
        )


class HandOutForm(StaffForm):
    """To whom answers in which language go."""

    language = forms.ChoiceField(
        label="Language", error_messages={"required": "Choose a language."}
    )
    vendor = LineField(
        label="Who gets them",
        max_length=120,
        help_text="The company or office that translates, with which the City has a contract.",
        error_messages={"required": "Say who gets these answers."},
    )
    again = forms.BooleanField(
        label="Also those that are with translators already",
        required=False,
        help_text="Only if a file was lost, or its work was stopped.",
    )
    begun = forms.BooleanField(
        label="Also those that somebody here has begun",
        required=False,
        help_text="The file has their original alone. Tell whoever began them.",
    )

    def __init__(self, *args: Any, languages: Sequence[Waiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", "Choose one"), *map(_choice, languages)]
        if not any(each.out for each in languages):
            del self.fields["again"]
        if not any(each.begun for each in languages):
            del self.fields["begun"]


def _choice(waiting: Waiting) -> tuple[str, str]:
    are_out = f", {waiting.out} with translators" if waiting.out else ""
    are_begun = f", {waiting.begun} begun here" if waiting.begun else ""
    return waiting.code, f"{waiting.name}: {number_of(waiting.total, 'answer')}{are_out}{are_begun}"
