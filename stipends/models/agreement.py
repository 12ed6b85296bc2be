"""Agreements about what each member is to receive."""

from django.db import models
from django.db.models import Q

from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked
from selection.models import Decision


@tracked()
class Agreement(models.Model):
    """One agreement for each member, without bank or tax numbers."""

    privacy = {privacy.RECORD: ["id", "decision", "amount_cents", "made_at"]}

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="agreement")
    amount_cents = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="an_agreement_is_about_some_money"
            )
        ]
        triggers = [
            refuse_practice_rows(
                name="a_practice_application_is_never_paid",
                application="(SELECT application_id FROM selection_decision"
                " WHERE id = NEW.decision_id)",
            )
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"
