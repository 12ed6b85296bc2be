"""Withdrawals that staff enter on an applicant's behalf."""

from django.conf import settings
from django.db import models

from applications.enums import ContactMethod, Requester
from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked

_STAFF = settings.AUTH_USER_MODEL


@tracked(leave_out=["note"])
class WithdrawalRequest(models.Model):
    """Who asked staff to withdraw an application, and by what means."""

    privacy = {
        privacy.RECORD: ["application", "asker", "way", "at"],
        privacy.STAFF: ["by"],
        privacy.SENSITIVE: ["note"],
    }
    leads_to_applicant = "application"

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    asker = models.CharField(max_length=10, choices=Requester)
    way = models.CharField(max_length=10, choices=ContactMethod)
    note = models.TextField(blank=True)
    by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        triggers = [
            refuse_practice_rows(
                name="nobody_withdraws_practice_for_somebody",
                application="NEW.application_id",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal request of application {self.pk}"
