"""Files of applications from elsewhere: the file, its rows while they wait, what came of them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from applications.enums import DateOrder, FileZone, ImportStatus, RowVerdict
from applications.models.application import Revision
from applications.models.call import Call
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from core import languages, privacy
from core.history import tracked
from core.pills import Pill

KEPT_FOR = timedelta(days=7)  # rows of a file that nobody brings in or drops
_STAFF = settings.AUTH_USER_MODEL
_SETTLED = [ImportStatus.DONE, ImportStatus.DROPPED, ImportStatus.UNDOING, ImportStatus.UNDONE]


class Matching(models.Model):
    """How the columns of a file are read; a batch has it, and a recipe for the next file.

    `headings` are those of all columns, `columns` what each of them fills: {"0": "received_at"}.
    `choices` are what values mean: {"home-neighborhood": {"dot": "dorchester"}}.
    """

    headings = models.JSONField(default=list)
    columns = models.JSONField("matched columns", default=dict)
    choices = models.JSONField("matched choices", default=dict)
    date_order = models.CharField(max_length=3, choices=DateOrder, blank=True)
    zone = models.CharField("clock", max_length=4, choices=FileZone, default=FileZone.CITY)
    language = models.CharField(
        "language of rows that name none",
        max_length=7,
        choices=languages.as_choices(),
        default=languages.ENGLISH.code,
    )

    class Meta:
        abstract = True


_MATCHING = ["headings", "columns", "date_order", "zone", "language"]


@tracked(leave_out=["choices"])
class ImportBatch(Matching):
    """One file of applications. The file itself is not kept, only its name and digest.

    Its rows wait in a table of their own until they are brought in, dropped or forgotten.
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
            *_MATCHING,
            "is_judged",
            "version",
            "sends_receipts",
            "uploaded_at",
            "started_at",
            "settled_at",
            "undone_at",
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
    version = models.PositiveIntegerField("times that it was matched", default=0)
    uploaded_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    sends_receipts = models.BooleanField("receipts are sent", default=False)
    late_reason = models.TextField("why late ones should count", blank=True)
    started_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField("brought in or dropped at", null=True)
    brought_in = models.PositiveIntegerField("applications brought in", default=0)
    left_out = models.PositiveIntegerField("rows left out", default=0)
    trouble = models.TextField("why it stopped", blank=True)
    undone_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = "file of applications"
        verbose_name_plural = "files of applications"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "digest"],
                condition=~Q(status__in=[ImportStatus.DROPPED, ImportStatus.UNDONE]),
                name="a_file_is_brought_in_to_a_call_once",
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

    @property
    def kept_until(self) -> datetime:
        """When its rows are forgotten unless they are brought in."""
        return self.uploaded_at + KEPT_FOR


class WaitingRow(models.Model):
    """One row of a file, as texts, until the batch is brought in, dropped or forgotten."""

    privacy = {
        privacy.RECORD: ["id", "batch", "sheet", "number", "verdict", "weight"],
        privacy.UNSENT: ["cells", "notes", "unknown"],
    }
    history_leaves_out = "all"  # not an application yet

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="waiting_rows")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField("row")
    cells = models.JSONField()
    verdict = models.CharField(max_length=10, choices=RowVerdict, blank=True)
    weight = models.PositiveSmallIntegerField("place of its verdict", default=0)
    notes = models.JSONField(default=list)
    unknown = models.JSONField("values that are no choice", default=list)

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


@tracked()
class ImportRecipe(Matching):
    """How a file with these headings was read last, for the next one of the same call."""

    privacy = {
        privacy.CONFIGURATION: ["id", "call", "headings_digest", *_MATCHING, "choices"],
        privacy.STAFF: ["saved_by", "saved_at"],
    }

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    headings_digest = models.CharField(max_length=64)
    saved_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["call", "headings_digest"], name="one_recipe_for_the_same_headings"
            )
        ]

    def __str__(self) -> str:
        return f"recipe {self.pk}"
