"""Small forms of paper entry: check, correct, decide on late entries, counter, scans."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core import uploads
from core.form_fields import LineField, TextField
from core.staff_forms import SeenForm, StaffForm


class FilesInput(forms.FileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class CorrectionForm(StaffForm, SeenForm):
    """Why an entry is corrected. `seen` is the revision that was shown, of which all is sent."""

    follows = False

    correction_reason = TextField(
        label="What was typed wrong?",
        help_text="For example: the name was misread. This stays on record.",
        max_length=500,
        rows=2,
        error_messages={"required": "Write what was typed wrong."},
    )


class CheckForm(StaffForm, SeenForm):
    """The result of the check. `seen` is the paper entry that was shown."""

    differences = TextField(
        label="What differs?",
        help_text="The number of the question, and what the paper says. Leave empty if all agrees.",
        required=False,
        max_length=2000,
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "differs" in self.data and not cleaned.get("differences"):
            self.add_error("differences", "Write what differs, so that it can be corrected.")
        if "agrees" in self.data and cleaned.get("differences"):
            self.add_error("differences", "You wrote what differs: press the other button.")
        return cleaned


class LateDecisionForm(StaffForm):
    """Accept or refuse, by the button pressed."""

    note = TextField(label="Why", required=False, max_length=1000, rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["accepts"] = "accept" in self.data
        if not cleaned["accepts"] and not cleaned.get("note"):
            self.add_error("note", "Write why it does not count. The applicant may ask.")
        return cleaned


class CounterForm(StaffForm):
    """A reference, or a name and one more detail."""

    reference = LineField(label="Reference", required=False, max_length=40)
    name = LineField(label="Name", required=False, help_text="As it was written then.")
    detail = LineField(
        label="One thing more",
        required=False,
        help_text="Email, phone number, street and number, or ZIP code.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("reference") and not (cleaned.get("name") and cleaned.get("detail")):
            self.add_error("reference", "Enter a reference, or a name and one thing more.")
        return cleaned


class ReissueForm(StaffForm, SeenForm):
    """Confirms who the applicant is, before a new code is issued."""

    knows_them = forms.BooleanField(
        label="I have made sure that this is the applicant",
        error_messages={"required": "First make sure that this is the applicant."},
    )


class PictureField(forms.FileField):
    """Several files; their content is checked by core.pictures."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) else [data]
        return [super(PictureField, self).clean(file, initial) for file in files or [None]]


class ScanForm(StaffForm):
    """The scan of one paper form."""

    files = PictureField(
        label="Scan of the paper form",
        help_text="PDF, JPEG or PNG. One file for all pages, or one for each.",
        error_messages={
            "required": "Choose a file first.",
            "missing": "Choose a file first.",
            "empty": "This file is empty. Scan the paper again.",
        },
    )

    def __init__(self, *args: Any, left_out: str = "", **kwargs: Any) -> None:
        """`left_out` says why an uploaded file was dropped."""
        super().__init__(*args, **kwargs)
        self.left_out = left_out
        self.fields["files"].required = not left_out

    def clean_files(self) -> list[UploadedFile]:
        if self.left_out:
            raise forms.ValidationError(self.left_out)
        for file in self.cleaned_data["files"]:
            if uploads.has_odd_name(file.name):
                raise forms.ValidationError(uploads.ODD_NAME)
            if file.size > uploads.LARGEST:
                raise forms.ValidationError(uploads.TOO_LARGE)
        return self.cleaned_data["files"]
