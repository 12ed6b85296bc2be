"""The forms of a spreadsheet of payments, and of thresholds."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core.form_fields import LineField
from core.reading import spreadsheet
from core.spreadsheet_form import SpreadsheetForm, spreadsheet_field
from core.staff_forms import StaffForm
from core.tax_numbers import SafeLineField
from stipends.enums import Method
from stipends.fields import AmountField
from stipends.files.columns import Table, table_in


class PaymentFileForm(SpreadsheetForm):
    """A check run of finance's system: `read` is what it says."""

    file = spreadsheet_field(
        label="Spreadsheet of payments",
        help_text="XLSX or CSV with the headings Reference or Payee number, Amount, Check number, "
        "Date. Nothing is recorded before you have seen what it says.",
        accept=".xlsx,.csv,.tsv,.txt",
    )
    method = forms.ChoiceField(
        label="Where neither the file nor the member says how, it was a",
        choices=Method,
        initial=Method.CHECK_BY_MAIL,
    )

    read: Table

    def take(self, file: UploadedFile) -> None:
        """The one table of payments that is in it."""
        self.read = table_in(spreadsheet.read(file))


class RecordForm(StaffForm):
    """Record what matches."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    leaves_out = forms.BooleanField(
        label="Leave out the rows that do not fit. Their payments stay due.", required=False
    )
    looked_at = forms.BooleanField(
        label="I looked at each row that may be a second check. It stays on Today until somebody "
        "notes what it was.",
        required=False,
    )


class SecondCheckForm(StaffForm):
    """What may be a second check, and what it was."""

    row = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    found = SafeLineField(
        label="What it was",
        help_text="For example: our typing error; never mailed; the member paid it back.",
        max_length=200,
        error_messages={"required": "Say what it was."},
    )


class ThresholdForm(StaffForm):
    """From how much a year payments are reported."""

    year = forms.IntegerField(
        label="From the year",
        min_value=2000,
        max_value=2099,
        error_messages={"required": "Enter the first year for which it holds."},
    )
    amount_cents = AmountField(
        label="Dollars a year",
        max_length=20,
        error_messages={"required": "Enter the amount in dollars."},
    )
    source = LineField(
        label="Where it says so",
        help_text="For example the law, or the instructions of the IRS for that year.",
        max_length=200,
        error_messages={"required": "Say where this figure is from."},
    )
