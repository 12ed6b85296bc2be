"""The forms of a file of applications: upload it, match it, bring it in, undo it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from applications.enums import DateOrder, FileZone
from applications.models import ImportBatch
from core import languages
from core.form_fields import TextField
from core.reading import spreadsheet
from core.reading.limits import Sheet
from core.spreadsheet_form import SpreadsheetForm, spreadsheet_field
from core.staff_forms import SeenForm, StaffForm


class UploadForm(SpreadsheetForm):
    """An export of a form tool: `sheets` is what it says."""

    file = spreadsheet_field(
        label="File from the form tool",
        help_text="XLSX or CSV, up to 20 MB and 5,000 rows.",
        accept=".xlsx,.csv,.tsv,.txt",
    )

    sheets: list[Sheet]

    def take(self, file: UploadedFile) -> None:
        """Its sheets, each a table of rows."""
        self.sheets = spreadsheet.read(file)


class SheetForm(StaffForm):
    """Which sheet is read, and which row has the headings."""

    sheet = forms.TypedChoiceField(label="Sheet", coerce=int)
    header_row = forms.IntegerField(
        label="Headings are in row",
        min_value=1,
        max_value=1_048_576,
        error_messages={"required": "Write the number of the row that has the headings."},
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"sheet": batch.sheet, "header_row": batch.header_row})
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = list(enumerate(batch.sheets))


class ReadingForm(StaffForm, SeenForm):
    """How the received times and rows without a language are read."""

    zone = forms.ChoiceField(
        label="Times are by",
        choices=FileZone,
        help_text="Some form tools write UTC. A time that names its own clock is read by it.",
    )
    date_order = forms.ChoiceField(
        label="Days are written",
        choices=DateOrder,
        widget=forms.RadioSelect,
        required=False,
    )
    language = forms.ChoiceField(
        label="Language of rows that name none",
        choices=languages.as_django_setting(),
    )


class StartForm(StaffForm, SeenForm):
    """Bring in what can be."""

    leaves_out = forms.BooleanField(
        label="Leave out the rows that cannot be brought in",
        required=False,
        help_text="They are listed above. If they should come in, correct them in the file first.",
    )
    late_reason = TextField(
        label="Why should the late ones count all the same?",
        required=False,
        max_length=1000,
        rows=2,
        help_text="Empty: they are left out. With a reason they come in, and another coordinator "
        "decides on each.",
    )
    sends_receipts = forms.BooleanField(
        label="Send each of them a receipt by email, in their language",
        required=False,
        help_text="Without this tick nobody is written to.",
    )


class UndoForm(StaffForm):
    """Why all of it is taken back."""

    undo_reason = TextField(
        label="Why is it taken back?",
        max_length=1000,
        rows=2,
        help_text="For example: it was last year’s file. This stays on record.",
        error_messages={"required": "Write why it is taken back."},
    )
