"""Extensions of an open call's deadline: who, when and why."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models.call import Call
from core import dates, privacy


class DeadlineExtension(models.Model):
    """One extension. A trigger lets an open call's deadline change only with such a row."""

    privacy = {
        privacy.RECORD: ["id", "call", "was_closing_at", "closes_at", "at"],
        privacy.STAFF: ["by", "reason"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="extensions")
    was_closing_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("was_closing_at")), name="an_extension_is_later"
            ),
            dates.moments_in_range(
                "was_closing_at", "closes_at", name="an_extension_is_to_a_day_between_2000_and_2099"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_extension_has_a_reason"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="extensions_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_id} until {self.closes_at:%Y-%m-%d %H:%M}"
