"""The base of forms that take in a spreadsheet."""

import hashlib
import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core import text, uploads
from core.reading.limits import Unreadable
from core.staff_forms import StaffForm

LONGEST_NAME = 120
_OF_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

CHOOSE = "Choose a file first."
ODD_NAME = (
    "The name of this file has signs that no spreadsheet program writes, such as / or <. Make sure "
    "that it is the right file, and give it a plain name."
)
TOO_LARGE = "This file is too large. Keep only the sheet that is needed, and try again."
NO_ROOM = (
    "The file was not read: there is no room left on our disk. Your file is fine. Tell your "
    "administrator, and try again once there is room."
)
_INSTEAD = {uploads.TOO_LARGE: TOO_LARGE, uploads.NO_ROOM: NO_ROOM}  # those speak of scans


def spreadsheet_field(*, label: str, help_text: str, accept: str) -> forms.FileField:
    """The field `file` of such a form."""
    return forms.FileField(
        label=label,
        help_text=help_text,
        error_messages={
            "required": CHOOSE,
            "missing": CHOOSE,
            "empty": "This file is empty. Save it once more, and choose the new file.",
        },
        widget=forms.FileInput(attrs={"accept": accept}),
    )


class SpreadsheetForm(StaffForm):
    """One `file`, which is read at once and not kept: a form of this kind says how.

    `digest` (SHA-256) is what tells the same file again.
    """

    digest: str

    def __init__(self, *args: Any, dropped: str = "", **kwargs: Any) -> None:
        """`dropped` says why an uploaded file never came here."""
        super().__init__(*args, **kwargs)
        self.dropped = dropped
        self.fields["file"].required = not dropped

    def clean_file(self) -> UploadedFile:
        if self.dropped:
            raise forms.ValidationError(_INSTEAD.get(self.dropped, self.dropped))
        file = self.cleaned_data["file"]
        if uploads.has_odd_name(file.name):
            raise forms.ValidationError(ODD_NAME)
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        self.digest = digest.hexdigest()
        try:
            self.take(file)
        except Unreadable as error:
            raise forms.ValidationError([*error.args]) from error
        return file

    def take(self, file: UploadedFile) -> None:
        """Keep what the file says. Raises Unreadable with sentences for whoever chose it."""

    @property
    def file_name(self) -> str:
        """As lists show it: without invisible signs, and with its ending."""
        name = _OF_DIRECTION.sub("", text.clean(self.cleaned_data["file"].name)) or "file"
        return name if len(name) <= LONGEST_NAME else f"{name[:100]}…{name[-19:]}"
