"""Applications received after the deadline, and the coordinator's decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked


@tracked(leave_out=["reason", "note"])
class LateEntry(models.Model):
    """Why it should still count, and the decision. Until then it does not count."""

    privacy = {
        privacy.RECORD: ["application", "asked_at", "accepted", "decided_at", "erased_at"],
        privacy.STAFF: ["asked_by", "decided_by"],
        privacy.SENSITIVE: ["reason", "note"],  # may tell why somebody could not come earlier
    }
    leads_to_applicant = "application"

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="late_entry"
    )
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    accepted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "late entries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="", erased_at=None), name="a_late_entry_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(accepted=None, decided_by=None, decided_at=None)
                | Q(accepted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="a_decision_on_a_late_entry_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")),
                name="nobody_decides_on_the_late_entry_they_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(accepted=False, note="", erased_at=None),
                name="a_refused_late_entry_says_why",
            ),
        ]
        triggers = [
            refuse_practice_rows(name="practice_is_never_late", application="NEW.application_id"),
        ]

    def __str__(self) -> str:
        return f"late entry {self.pk}"
