"""The forms of a file from a translator: choose it, and save what is in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from applications.calls.forms.office import NOT_A_NAME, OfficeField
from applications.words import workbook
from applications.words.answers import Waiting
from applications.words.judging import Brought, Verdict
from applications.words.workbook import About, Sent
from core.form_fields import LineField
from core.spreadsheet_form import SpreadsheetForm, spreadsheet_field
from core.staff_forms import SeenForm, StaffForm
from core.text import number_of

LONGEST_VENDOR = 120
LOOKED = "looked-"  # and the number of the row
SAVING = "saving"  # the form that the boxes of the rows belong to
LEAVE_OUT_LABEL = "Leave out the texts that cannot be saved or were not compared"
LEAVE_OUT = "Say that these texts are to be left out, or correct them in the file first."
LOOK = "Compare the two and tick that it is right, or leave this text out."
OF_OFFICE = (
    "Whoever has read every text that is saved ({saved}) and found it right. {example} It is "
    "recorded with today’s date. Empty: these texts count as unchecked."
)
OF_OFFICE_ALONE = "Whoever has read them and found them right. {example}"
SAME_TOO = "They have read also the {same} that the file does not change"
OF_SAME = "Without this tick no check of those is recorded: most came back as they were sent."
NOT_READ = "Tick this if they have read them: else there is nothing to record."
NO_OFFICE = "Say which role or office has read them."
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

    compared = "I have compared it with the English: it is right"

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
                label=self.compared,
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


class SaveAnswersForm(SaveForm):
    """The same of the English of answers, which a second person checks once more."""

    compared = "I have compared it with what was written: it is right"


class SaveWordsForm(SaveForm):
    """The same of words that residents read, with who has checked them."""

    office = OfficeField(required=False)
    same_too = forms.BooleanField(required=False, help_text=OF_SAME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.verdict
        saved = f"{'up to ' if verdict.doubtful else ''}{len(verdict.changes)}"
        says = OF_OFFICE if verdict.changes else OF_OFFICE_ALONE
        self.fields["office"].help_text = says.format(saved=saved, example=NOT_A_NAME)
        self.fields["same_too"].label = SAME_TOO.format(same=number_of(len(verdict.same), "text"))
        if not verdict.same:
            del self.fields["same_too"]

    def clean(self) -> dict[str, Any]:
        """A check is of texts, and by somebody."""
        given = super().clean()
        office, same_too = given.get("office"), given.get("same_too")
        if same_too and not office and "office" not in self.errors:
            self.add_error("office", NO_OFFICE)
        if office and not same_too and self.verdict.same and not self.verdict.changes:
            self.add_error("same_too", NOT_READ)
        return given

    def read(self) -> list[Brought]:
        """What the office has read, of what is left to save; nothing without one."""
        given = self.cleaned_data
        if not given["office"]:
            return []
        return self.to_save.read(same_too=given.get("same_too", False))


class HandOutForm(StaffForm):
    """To whom answers to a call in which language go."""

    call = forms.CharField(required=False, widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label="Language", error_messages={"required": "Choose a language."}
    )
    vendor = LineField(
        label="Who gets them",
        max_length=LONGEST_VENDOR,
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

    def clean_vendor(self) -> str:
        vendor = self.cleaned_data["vendor"]
        if len(vendor) > LONGEST_VENDOR:  # with every accent for itself, as the table counts
            raise forms.ValidationError("This name is too long. Give a shorter one.")
        return vendor


class DeletionForm(StaffForm):
    """Confirms that a vendor said so."""

    is_said = forms.BooleanField(
        label="They told us that the file and every copy of it are deleted.",
        error_messages={"required": "Tick this once they told you."},
    )


class MistakeForm(SeenForm, StaffForm):
    """Why a note of that was wrong; `seen` is how many were taken back before."""

    reason = LineField(
        label="What was wrong",
        max_length=200,
        help_text="Kept on record with your name. Name no applicant.",
        error_messages={"required": "Say what was wrong with the note."},
    )


def _choice(waiting: Waiting) -> tuple[str, str]:
    are_out = f", {waiting.out} with translators" if waiting.out else ""
    are_begun = f", {waiting.begun} begun here" if waiting.begun else ""
    return waiting.code, f"{waiting.name}: {number_of(waiting.total, 'answer')}{are_out}{are_begun}"
