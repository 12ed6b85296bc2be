"""Files of applications from elsewhere: the file, its rows while they wait, what came of them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from applications.enums import ImportStatus, RowVerdict
from applications.models.application import Revision
from applications.models.call import Call
from applications.models.import_recipe import MATCHING, Matching
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from core import privacy
from core.history import tracked
from core.pills import Pill

KEPT_FOR = timedelta(days=7)  # rows that nobody brings in or drops, and those left out
_STAFF = settings.AUTH_USER_MODEL
_SETTLED = [ImportStatus.DONE, ImportStatus.DROPPED, ImportStatus.UNDOING, ImportStatus.UNDONE]


@tracked(leave_out=["choices"])
class ImportBatch(Matching):
    """One file of applications. The file itself is not kept, only its name and digest.

    Its rows wait in a table of their own until they are brought in, dropped or forgotten. `picks`:
    {first row of those alike: the row of them that comes in, 0 for all}. `left_for`: {row: the
    references of those who were in already}.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "status",
            "digest",
            "sheets",
            "sheet",
            "header_row",
            *MATCHING,
            "is_judged",
            "basis",
            "version",
            "sends_receipts",
            "leaves_duplicates",
            "picks",
            "left_for",
            "keeps_dependents",
            "uploaded_at",
            "started_at",
            "settled_at",
            "undone_at",
            "rows_above",
            "brought_in",
            "left_out",
        ],
        privacy.UNSENT: ["choices"],  # as people wrote them; emptied with the rows
        privacy.STAFF: [
            "file_name",
            "uploaded_by",
            "started_by",
            "undone_by",
            "late_reason",
            "early_reason",
            "undo_reason",
            "trouble",
        ],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=ImportStatus, default=ImportStatus.WAITING)
    file_name = models.CharField(max_length=120)
    digest = models.CharField(
        "SHA-256 digest of the file",
        max_length=64,
        validators=[RegexValidator(r"^[0-9a-f]{64}$")],
    )
    sheets = models.JSONField("names of its sheets", default=list)
    sheet = models.PositiveSmallIntegerField("sheet that is read", default=0)
    header_row = models.PositiveIntegerField("row of the headings", default=1)
    is_judged = models.BooleanField("rows are judged", default=False)
    basis = models.CharField(
        "digest of what they were judged by", max_length=64, blank=True, default="", db_default=""
    )
    version = models.PositiveIntegerField("times that it was matched", default=0)
    uploaded_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    sends_receipts = models.BooleanField("receipts are sent", default=False)
    leaves_duplicates = models.BooleanField(
        "likely duplicates are left out", default=False, db_default=False
    )
    picks = models.JSONField("rows that come in of those alike", default=dict, db_default={})
    left_for = models.JSONField(
        "applications that rows were left out for", default=dict, db_default={}
    )
    late_reason = models.TextField("why late ones should count", blank=True)
    early_reason = models.TextField(
        "why those from before the opening should count", blank=True, default="", db_default=""
    )
    started_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField("brought in or dropped at", null=True)
    rows_above = models.PositiveIntegerField("rows down to the headings", default=0, db_default=0)
    brought_in = models.PositiveIntegerField("applications brought in", default=0)
    left_out = models.PositiveIntegerField("rows left out", default=0)
    trouble = models.TextField("why it stopped", blank=True)
    undone_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.TextField(blank=True)
    keeps_dependents = models.BooleanField(
        "those that something depends on stay", default=False, db_default=False
    )

    class Meta:
        default_permissions = ()
        verbose_name = "file of applications"
        verbose_name_plural = "files of applications"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "digest"],
                condition=Q(status__in=[ImportStatus.WAITING, ImportStatus.RUNNING]),
                name="a_file_waits_for_a_call_once",
            ),
            models.CheckConstraint(
                condition=Q(started_by=None, started_at=None)
                | Q(started_by__isnull=False, started_at__isnull=False),
                name="a_started_import_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_SETTLED, settled_at__isnull=False)
                | ~Q(status__in=_SETTLED) & Q(settled_at=None),
                name="a_settled_import_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ImportStatus.UNDOING, ImportStatus.UNDONE])
                | Q(undone_by__isnull=False, undone_at__isnull=False) & ~Q(undo_reason=""),
                name="an_undone_import_says_who_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def pill(self) -> Pill:
        """Its status."""
        return ImportStatus(self.status).pill

    @property
    def sheet_name(self) -> str:
        """The name of the sheet that is read."""
        return self.sheets[self.sheet]

    @property
    def is_waiting(self) -> bool:
        """Whether its rows can still be matched, brought in or dropped."""
        return self.status == ImportStatus.WAITING

    @property
    def is_at_work(self) -> bool:
        """Whether the worker is to do something with it."""
        return self.status in (ImportStatus.RUNNING, ImportStatus.UNDOING)

    def takes(self, verdict: str) -> bool:
        """Whether a row of this verdict comes in, unless it is a duplicate that is left out."""
        reasons = {RowVerdict.LATE: self.late_reason, RowVerdict.EARLY: self.early_reason}
        return RowVerdict(verdict).comes_in or bool(reasons.get(RowVerdict(verdict)))

    @property
    def kept_until(self) -> datetime:
        """When its rows are forgotten; once it is brought in, those that were left out."""
        return (self.settled_at or self.uploaded_at) + KEPT_FOR


class WaitingRow(models.Model):
    """One row of a file, as texts, until the batch is brought in, dropped or forgotten.

    One that is left out is kept a week longer, with the name and contact alone: somebody may have
    to be called.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "batch",
            "sheet",
            "number",
            "verdict",
            "weight",
            "is_duplicate",
            "alike",
            "received_at",
        ],
        privacy.UNSENT: ["cells", "notes", "unknown", "reads_as"],
    }
    history_leaves_out = "all"  # not an application yet

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="waiting_rows")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField("row")
    cells = models.JSONField()
    verdict = models.CharField(max_length=10, choices=RowVerdict, blank=True)
    weight = models.PositiveSmallIntegerField("place of its verdict", default=0)
    is_duplicate = models.BooleanField("perhaps a duplicate", default=False, db_default=False)
    alike = models.PositiveIntegerField("first of the rows that are like it", null=True)
    received_at = models.DateTimeField(null=True)
    notes = models.JSONField(default=list)
    unknown = models.JSONField("values that are no choice", default=list)
    reads_as = models.CharField(
        "languages that it names and that its answers read as",
        max_length=120,
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "sheet", "number"], name="one_waiting_row_a_number"
            )
        ]
        indexes = [
            models.Index(fields=["batch", "weight", "number"], name="waiting_rows_by_trouble")
        ]

    def __str__(self) -> str:
        return f"row {self.number} of file {self.batch_id}"

    @property
    def pill(self) -> Pill:
        """Its verdict."""
        return RowVerdict(self.verdict).pill


class ImportProgress(models.Model):
    """How many rows are done of a batch that is at work; kept outside its one transaction."""

    privacy = {privacy.RECORD: ["batch", "done", "total", "at"]}
    history_leaves_out = "all"  # a figure on a page that renews itself

    batch = models.OneToOneField(
        ImportBatch, on_delete=models.CASCADE, primary_key=True, related_name="progress"
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "progress of imports"

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


@tracked()
class ImportedRow(models.Model):
    """Which row of which file an application came from."""

    privacy = {privacy.RECORD: ["revision", "batch", "number"]}
    leads_to_applicant = "revision__application"

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, primary_key=True, related_name="imported_row"
    )
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="imported_rows")
    number = models.PositiveIntegerField("row")

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="a_row_of_a_file_is_brought_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"row {self.number} of file {self.batch_id}"
