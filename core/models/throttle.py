"""Counts of recent tries by the digest of a key."""

from django.db import models
from django.db.models import Q

from core import privacy


class ThrottleCount(models.Model):
    """One window of tries. Written by core.throttle only."""

    privacy = {privacy.SECRET: ["key_digest", "count", "ends_at"]}
    history_leaves_out = "all"  # deleted when their window ends

    key_digest = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(key_digest__regex=r"^[0-9a-f]{64}$"),
                name="a_throttle_key_is_stored_as_a_digest_only",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1), name="a_throttle_count_starts_at_one"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"])]

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at:%H:%M:%S}"
