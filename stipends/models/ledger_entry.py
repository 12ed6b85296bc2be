"""The ledger: one append-only line for each approval or payment."""

from datetime import UTC

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate

from core import dates, privacy
from core.database_code import body
from selection.enums import Caution
from stipends.enums import EntryKind, Method
from stipends.models.agreement import Agreement


class LedgerEntry(models.Model):
    """An approval or a payment, in cents."""

    privacy = {
        privacy.RECORD: [
            "id",
            "agreement",
            "kind",
            "amount_cents",
            "at",
            "approval",
            "method",
            "number",
            "paid_on",
            "despite",
        ],
        privacy.STAFF: ["by"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)
    amount_cents = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    approval = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="payment"
    )
    method = models.CharField(max_length=16, choices=Method, blank=True)
    number = models.CharField(max_length=40, blank=True)
    paid_on = models.DateField(null=True)
    despite = ArrayField(
        models.CharField(max_length=12, choices=Caution),
        verbose_name="approved although",
        default=list,
        blank=True,
    )

    class Meta:
        default_permissions = ()
        ordering = ["agreement", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(kind=EntryKind.APPROVED),
                name="an_agreement_is_approved_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=EntryKind.APPROVED, approval=None, method="", number="", paid_on=None
                )
                | (
                    Q(kind=EntryKind.PAID, approval__isnull=False, paid_on__isnull=False)
                    & ~Q(method="")
                    & ~Q(number="")
                ),
                name="a_payment_says_how_when_and_on_whose_approval",
            ),
            dates.days_in_range("paid_on", name="a_payment_was_made_between_2000_and_2099"),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(paid_on__lte=TruncDate("at", tzinfo=UTC)),
                name="what_is_recorded_as_paid_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="a_ledger_line_is_about_some_money"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="the_ledger_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="a_payment_fits_its_approval",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=EntryKind.PAID),
                func=body("stipends", "a_payment_fits_its_approval"),
            ),
            pgtrigger.Trigger(
                name="nobody_who_lives_elsewhere_is_paid",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("stipends", "nobody_who_lives_elsewhere_is_paid"),
            ),
            pgtrigger.Trigger(
                name="an_unchecked_residency_is_confirmed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=EntryKind.APPROVED),
                func=body("stipends", "an_unchecked_residency_is_confirmed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_cents}"
