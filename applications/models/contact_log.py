"""The log of contacts between staff and an applicant."""

import uuid
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.enums import ContactMethod, Outcome, Topic
from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import dates, privacy
from core.history import tracked


@tracked(leave_out=["note"])
class ContactLogEntry(models.Model):
    """One phone call, message or visit.

    `entry_key` comes from the form: sending it twice writes one entry.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "application",
            "entry_key",
            "way",
            "outcome",
            "topic",
            "happened_at",
            "at",
        ],
        privacy.STAFF: ["by"],
        privacy.SENSITIVE: ["note"],
    }
    leads_to_applicant = "application"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    entry_key = models.UUIDField(unique=True, default=uuid.uuid4)
    way = models.CharField(max_length=10, choices=ContactMethod)
    outcome = models.CharField(max_length=12, choices=Outcome)
    topic = models.CharField(max_length=12, choices=Topic)
    happened_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "contact log entries"
        ordering = ["-happened_at", "-pk"]
        constraints = [
            dates.moments_in_range("happened_at", name="a_contact_was_between_2000_and_2099"),
            models.CheckConstraint(
                # the web server's clock may be a little ahead of the database's
                condition=models.Q(happened_at__lte=models.F("at") + timedelta(minutes=5)),
                name="what_is_logged_has_happened",
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="no_contact_is_logged_with_practice",
                application="NEW.application_id",
            ),
            pgtrigger.Protect(name="a_log_entry_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_log_entry_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["note"]),
            ),
            pgtrigger.Protect(
                name="a_note_is_only_ever_blanked",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(new__note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"contact log entry {self.pk}"
