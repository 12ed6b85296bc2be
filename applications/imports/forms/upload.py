"""The forms of a file of applications: upload it, match it, bring it in, undo it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from applications.enums import DateOrder, FileZone
from applications.imports.alike import ALL, Group
from applications.imports.asked import (
    NOT_CONFIRMED,
    NOT_SAID_OF_DUPLICATES,
    NOT_SAID_OF_OTHERS,
    NOT_SAID_TO_WRITE,
    Asked,
)
from applications.models import ImportBatch
from core import languages
from core.form_fields import TextField
from core.reading import spreadsheet
from core.reading.limits import Sheet
from core.spreadsheet_form import SpreadsheetForm, spreadsheet_field
from core.staff_forms import SeenForm, StaffForm

LEAVE, BRING = "leave", "bring"
MOST_GROUPS = 50  # of rows alike on one page; of the others the usual one comes in
WHICH_FIRST = (
    "Are the days written month first or day first? Both are possible, and the deadline depends "
    "on it."
)


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

    def __init__(self, *args: Any, needs_order: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_order = needs_order

    def clean_date_order(self) -> str:
        order = self.cleaned_data["date_order"]
        if self.needs_order and not order:
            raise forms.ValidationError(WHICH_FIRST)
        return order


class StartForm(StaffForm, SeenForm):
    """Bring in what can be; of its questions a page asks those that its rows raise."""

    duplicates = forms.ChoiceField(
        label="What about people who are perhaps in already?",
        choices=[
            (LEAVE, "Leave them out"),
            (BRING, "Bring them in too: each is compared afterward"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    early_reason = TextField(
        label="Why should those from before the opening count?",
        required=False,
        max_length=1000,
        rows=2,
        help_text="Empty: they are left out. With a reason they come in and count, each with its "
        "own day. The reason stays on record.",
    )
    late_reason = TextField(
        label="Why should the late ones count all the same?",
        required=False,
        max_length=1000,
        rows=2,
        help_text="Empty: they are left out. With a reason they come in, and another coordinator "
        "decides on each.",
    )
    leaves_out = forms.BooleanField(
        label="Leave out the rows that cannot be brought in",
        required=False,
        help_text="They stay listed here for a week, with name and contact. If they should come "
        "in, correct them in the file first.",
    )
    sends_receipts = forms.BooleanField(
        label="Send each of them a receipt by email, in their language",
        required=False,
        help_text="Without this tick nobody is written to. Before it happens you see to how many.",
    )
    writes_now = forms.BooleanField(
        label="Yes, write to them now",
        required=False,
        help_text="What is sent cannot be called back.",
    )

    def __init__(
        self, *args: Any, asks: Mapping[str, int], groups: Sequence[Group], **kwargs: Any
    ) -> None:
        """`asks`: question → how many rows it is about; `groups`: rows that are alike."""
        super().__init__(*args, **kwargs)
        self.asks, self.groups = asks, groups[:MOST_GROUPS]
        self.all_groups = len(groups)
        if many := asks.get("duplicates", 0):
            who = "person who is" if many == 1 else f"{many:,} people who are"
            self.fields["duplicates"].label = f"What about the {who} perhaps in already?"
        for group in self.groups:
            self.fields[f"pick_{group.first}"] = forms.TypedChoiceField(
                label=f"Which of rows {', '.join(map(str, group.numbers))} comes in",
                coerce=int,
                empty_value=None,
                required=False,
                initial=group.usual,
                choices=[*_of_one(group), (ALL, "All of them: they are several people")],
            )

    def clean(self) -> dict[str, Any]:
        """All that is not said yet at once; the action refuses the same, one by one."""
        said = self.cleaned_data
        if self.asks.get("duplicates") and not said.get("duplicates"):
            self.add_error("duplicates", NOT_SAID_OF_DUPLICATES)
        with_reason = [it for it in ("early_reason", "late_reason") if said.get(it)]
        out = self.asks.get("leaves_out", 0) - sum(self.asks.get(it, 0) for it in with_reason)
        if out and not said.get("leaves_out"):
            self.add_error("leaves_out", NOT_SAID_OF_OTHERS)
        if said.get("sends_receipts") and not said.get("writes_now") and not self.errors:
            self.add_error("writes_now", NOT_SAID_TO_WRITE)
        return said

    @property
    def asks_to_write(self) -> bool:
        """Whether all else is said, and the last question is who is written to."""
        return "writes_now" in self.errors

    def asked(self) -> Asked:
        """What was said, for the action."""
        said = self.cleaned_data
        picks = {group.first: said[f"pick_{group.first}"] for group in self.groups}
        return Asked(
            sends_receipts=said["sends_receipts"],
            writes_now=said.get("writes_now", False),
            leaves_out=said["leaves_out"],
            leaves_duplicates={LEAVE: True, BRING: False}.get(said["duplicates"]),
            late_reason=said["late_reason"],
            early_reason=said["early_reason"],
            picks={first: pick for first, pick in picks.items() if pick is not None},
        )


def _of_one(group: Group) -> list[tuple[int, str]]:
    """The last received first: it is usually the correction."""
    last, *before = reversed(group.numbers)
    return [(last, f"Only row {last}, received last"), *((it, f"Only row {it}") for it in before)]


class UndoForm(StaffForm):
    """Why it is taken back; the page says whether all of it, or all that nothing depends on."""

    undo_reason = TextField(
        label="Why is it taken back?",
        max_length=1000,
        rows=2,
        help_text="For example: it was last year’s file. This stays on record.",
        error_messages={"required": "Write why it is taken back."},
    )
    tells_them = forms.BooleanField(
        required=False,
        label="Write to those who got a receipt that their application is withdrawn",
        help_text="What is sent cannot be called back.",
    )
    keeps_dependents = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, told: int, **kwargs: Any) -> None:
        """`told`: how many are written to; nothing is asked if nobody is."""
        super().__init__(*args, **kwargs)
        self.told = told

    def clean(self) -> dict[str, Any]:
        """What the action refuses, together with a reason that is missing."""
        if self.told and not self.cleaned_data.get("tells_them"):
            self.add_error("tells_them", NOT_CONFIRMED)
        return self.cleaned_data
