"""Checks of whether somebody lives in the city."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.enums import ResidencyStatus
from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked
from core.pills import Pill


@tracked(leave_out=["reason"])
class ResidencyCheck(models.Model):
    """One check; the one with the highest number is current.

    A new check has the number after the one that its writer saw, so of two people who check at
    once, the second one is refused.
    """

    privacy = {
        privacy.RECORD: ["id", "application", "number", "status", "at"],
        privacy.STAFF: ["by"],
        privacy.SENSITIVE: ["reason"],
    }
    leads_to_applicant = "application"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=14, choices=ResidencyStatus)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="one_residency_check_a_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="residency_checks_are_numbered_from_one"
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="residency_is_never_checked_of_practice",
                application="NEW.application_id",
            ),
            pgtrigger.Protect(name="a_check_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_check_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["reason"]),
            ),
            pgtrigger.Protect(
                name="a_reason_is_only_ever_blanked",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(new__reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"residency check {self.number}"

    @property
    def pill(self) -> Pill:
        """Its status."""
        return ResidencyStatus(self.status).pill
