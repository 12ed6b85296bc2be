"""How the worker's jobs go, for the page about the site's health."""

from django.db import models

from core import privacy


class JobRun(models.Model):
    """One of the worker's jobs: when it last succeeded, and how often it has failed since."""

    privacy = {
        privacy.RECORD: ["id", "name", "succeeded_at", "failed_at", "failures", "last_error"],
    }
    # The worker's own notes: each replaces the one before.
    history_leaves_out = "all"

    name = models.CharField(max_length=60, unique=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField("failures in a row", default=0)
    last_error = models.CharField(max_length=80, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
