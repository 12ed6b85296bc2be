"""More money than a call’s seats times its stipend: asked for by one person, agreed by another."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models import Call
from core import privacy
from core.history import tracked


@tracked()
class BudgetIncrease(models.Model):
    """So much more, and why; it counts once a second person has agreed."""

    privacy = {
        privacy.RECORD: ["id", "call", "amount_cents", "asked_at", "agreed_at"],
        privacy.STAFF: ["reason", "asked_by", "agreed_by"],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    amount_cents = models.PositiveIntegerField()
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="more_money_is_some_money"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="more_money_has_a_reason"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="who_agrees_to_more_money_does_so_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")),
                name="nobody_agrees_to_what_they_asked_for",
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(agreed_by=None),
                name="a_call_asks_for_more_money_once_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="more_money_that_was_agreed_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__agreed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"budget increase {self.pk}"
