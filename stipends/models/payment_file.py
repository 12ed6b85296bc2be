"""Finance's spreadsheets of payments: the file, its rows while it waits, which lines came of it."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from applications.models import Call
from core import privacy
from core.database_code import body
from core.history import tracked
from core.pills import Pill
from stipends.enums import FileStatus, Method
from stipends.models.ledger_entry import LedgerEntry

KEPT_FOR = timedelta(days=7)  # rows of a file that nobody records or drops
_STAFF = settings.AUTH_USER_MODEL


@tracked(leave_out=["rows"])
class PaymentFile(models.Model):
    """One spreadsheet. The file itself is not kept: its name, its digest and, while it waits, rows.

    `rows` are as stipends.files.rows has them, without names. `columns` says which column was read
    as what; `total_cents` is what a row of totals says, if there is one.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "status",
            "digest",
            "columns",
            "rows",
            "row_count",
            "total_cents",
            "method",
            "uploaded_at",
            "settled_at",
            "recorded",
            "recorded_cents",
        ],
        privacy.STAFF: ["file_name", "sheet", "uploaded_by", "settled_by"],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=FileStatus, default=FileStatus.WAITING)
    file_name = models.CharField(max_length=120)
    sheet = models.CharField("sheet that was read", max_length=80, blank=True)
    digest = models.CharField(
        "SHA-256 digest of the file",
        max_length=64,
        validators=[RegexValidator(r"^[0-9a-f]{64}$")],
    )
    columns = models.JSONField("columns that were read", default=dict)
    rows = models.JSONField(default=list)
    row_count = models.PositiveIntegerField("rows in it")
    total_cents = models.PositiveBigIntegerField("total that it says", null=True)
    method = models.CharField("method where a row says none", max_length=16, choices=Method)
    uploaded_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("recorded or dropped at", null=True)
    recorded = models.PositiveIntegerField("payments recorded", default=0)
    recorded_cents = models.PositiveIntegerField("sum recorded", default=0)

    class Meta:
        default_permissions = ()
        verbose_name = "file of payments"
        verbose_name_plural = "files of payments"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "digest"],
                condition=Q(status=FileStatus.WAITING),
                name="a_file_of_payments_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(status=FileStatus.WAITING, settled_at=None, settled_by=None)
                | Q(status=FileStatus.RECORDED, settled_at__isnull=False, settled_by__isnull=False)
                | Q(status=FileStatus.DROPPED, settled_at__isnull=False),
                name="a_settled_file_says_when_and_who_recorded_it",
            ),
            models.CheckConstraint(
                condition=Q(status=FileStatus.WAITING) | Q(rows=[]),
                name="rows_of_a_file_are_kept_while_it_waits",
            ),
            models.CheckConstraint(
                condition=Q(status=FileStatus.RECORDED) | Q(recorded=0, recorded_cents=0),
                name="only_a_recorded_file_has_payments",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_settled_file_of_payments_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__settled_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"file of payments {self.pk}"

    @property
    def pill(self) -> Pill:
        """Its status."""
        return FileStatus(self.status).pill

    @property
    def columns_in_order(self) -> list[tuple[str, str]]:
        """(label, letter), as they stand in the file."""
        return sorted(self.columns.items(), key=lambda pair: (len(pair[1]), pair[1]))

    @property
    def is_waiting(self) -> bool:
        """Whether it can be recorded or dropped."""
        return self.status == FileStatus.WAITING


class PaidFromFile(models.Model):
    """Which ledger line came of which row: of one check for several parts, several lines."""

    privacy = {privacy.RECORD: ["id", "file", "entry", "row"]}
    history_leaves_out = "all"  # append-only: it is its own history

    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, related_name="paid")
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="from_file")
    row = models.PositiveIntegerField("row of the file")

    class Meta:
        default_permissions = ()
        ordering = ["file", "row"]
        triggers = [
            pgtrigger.Trigger(
                name="each_row_of_a_file_is_one_check_alone",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("stipends", "each_row_of_a_file_is_one_check_alone"),
            ),
            pgtrigger.Protect(
                name="what_came_of_a_file_is_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.row} of file {self.file_id}"
