"""Who reads what, as the solver proposed it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Call
from core import privacy


class AssignmentRun(models.Model):
    """A proposal of who reads what, in whose order; never changed once adopted.

    `proposal` has the ids of applications by reader's user id; `unmet` sentences; `basis` a digest
    of what it rests on, by kind.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "seed",
            "input_digest",
            "basis",
            "options",
            "proposal",
            "unmet",
            "proposed_at",
            "adopted_at",
        ],
        privacy.STAFF: ["proposed_by", "adopted_by"],
    }
    history_leaves_out = "all"  # it is its own history

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="assignment_runs")
    seed = models.CharField(max_length=64)
    input_digest = models.CharField(max_length=64)
    basis = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    proposal = models.JSONField(default=dict)
    unmet = models.JSONField(default=list)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_by=None, adopted_at=None)
                | Q(adopted_by__isnull=False, adopted_at__isnull=False),
                name="an_adopted_run_says_who_and_when",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="an_adopted_run_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__adopted_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"run {self.pk}"
