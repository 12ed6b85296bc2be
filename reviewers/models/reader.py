"""Who reads the applications of a call, and whose they may not read."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from applications.models import Application, Call
from applications.models.practice import refuse_practice_rows
from core import dates, privacy
from core.database_code import body
from core.history import tracked
from core.languages import as_choices
from reviewers.enums import ConflictSource, ReaderRole


@tracked()
class Reader(models.Model):
    """Somebody who reads the applications of one call, at most `cap` of them."""

    privacy = {
        privacy.RECORD: ["id", "call", "added_at"],
        privacy.STAFF: ["user", "cap", "paused_from", "paused_until", "roles", "added_by"],
    }

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cap = models.PositiveSmallIntegerField("most applications", null=True, blank=True)
    paused_from = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    roles = ArrayField(
        models.CharField(max_length=16, choices=ReaderRole), default=list, blank=True
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "user"], name="a_reader_joins_a_call_once"),
            models.CheckConstraint(
                condition=Q(paused_until=None)
                | Q(paused_from__isnull=False, paused_until__gte=F("paused_from")),
                name="a_pause_ends_after_it_begins",
            ),
            dates.days_in_range(
                "paused_from", "paused_until", name="a_pause_is_between_2000_and_2099"
            ),
        ]

    def __str__(self) -> str:
        return f"reader {self.pk}"


@tracked()
class ReaderLanguage(models.Model):
    """A language besides English that a reader reads without translation."""

    privacy = {privacy.RECORD: ["id", "reader"], privacy.STAFF: ["language"]}

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=7, choices=as_choices())

    class Meta:
        default_permissions = ()
        ordering = ["reader", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "language"], name="a_reader_has_a_language_once"
            )
        ]

    def __str__(self) -> str:
        return self.language


@tracked(leave_out=["reason", "lift_reason"])
class Conflict(models.Model):
    """Why somebody may not read an application; who opened its contacts is not listed here.

    Stands until it is lifted, never by the one whom it is about.
    """

    privacy = {
        privacy.RECORD: ["id", "application", "source", "noted_at", "lifted_at"],
        privacy.STAFF: ["user", "noted_by", "lifted_by"],
        privacy.PERSONAL: ["reason", "lift_reason"],
    }
    leads_to_applicant = "application"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=11, choices=ConflictSource)
    reason = models.TextField(blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["noted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="one_conflict_a_pair"),
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="a_lifted_conflict_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("user")),
                name="nobody_lifts_their_own_conflict",
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_has_no_conflicts", application="NEW.application_id"
            ),
            pgtrigger.Trigger(
                name="a_conflict_leaves_no_review_standing",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__lifted_at__isnull=True),
                func=body("reviewers", "a_conflict_leaves_no_review_standing"),
            ),
        ]

    def __str__(self) -> str:
        return f"conflict {self.pk}"
