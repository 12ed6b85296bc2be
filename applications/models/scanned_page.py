"""Scanned pages of a paper form; the pictures are files (core.pictures)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models.paper_entry import PaperEntry
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked


@tracked(leave_out=["name", "digest"])
class ScannedPage(models.Model):
    """One page of a scan. Its file is deleted after its row."""

    privacy = {
        privacy.RECORD: ["id", "paper_entry", "added_at"],
        privacy.STAFF: ["added_by"],
        privacy.SCAN: ["name", "digest", "width", "height", "size_bytes"],
    }
    leads_to_applicant = "paper_entry__revision__application"

    paper_entry = models.ForeignKey(
        PaperEntry, on_delete=models.PROTECT, related_name="scanned_pages"
    )
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the picture.")
    width = models.PositiveIntegerField(help_text="Pixels.")
    height = models.PositiveIntegerField(help_text="Pixels.")
    size_bytes = models.PositiveIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"^[0-9a-f]{32}$"),
                name="a_scanned_page_is_named_by_chance_alone",
            ),
            models.CheckConstraint(
                condition=Q(size_bytes__gte=1, width__gte=1, height__gte=1),
                name="a_scanned_page_is_not_empty",
            ),
            models.UniqueConstraint(
                fields=["paper_entry", "digest"], name="a_scanned_page_is_kept_once_an_entry"
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_is_never_scanned",
                application="(SELECT r.application_id FROM applications_revision r"
                " WHERE r.id = NEW.paper_entry_id)",
            )
        ]

    def __str__(self) -> str:
        return f"scanned page {self.pk}"
