"""The ledger: one append-only line for each thing that happened to a part of a stipend."""

from datetime import UTC

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from core import dates, privacy
from core.database_code import body
from selection.enums import Caution
from stipends.enums import (
    CAME_BACK,
    MOVES_OF,
    NEVER_ARRIVED,
    PAYMENTS,
    Cause,
    EntryKind,
    Method,
    StipendStatus,
)
from stipends.models.agreement import Installment

_NO_PAYMENT = Q(method="", number="")
_PAYMENT = ~Q(method="") & ~Q(number="") & Q(day__isnull=False)
_NO_WORDS = Q(cause="", reason="")
_PAID = Q(kind__in=PAYMENTS)
_ONLY_A_REASON = [EntryKind.VOIDED, EntryKind.REOPENED, EntryKind.UNCLEARED]
_BACK = [EntryKind.RETURNED.value, EntryKind.FAILED.value]
_MONEY_LEAVES = pgtrigger.Q(new__kind__in=[each.value for each in (EntryKind.APPROVED, *PAYMENTS)])


def _moves_in_sql() -> str:
    """The table of moves as rows of kind, state before, state after."""
    moves = [(kind, move) for kind, moves in MOVES_OF.items() for move in moves]
    return ", ".join(
        f"('{kind.value}', '{it.start.value}', '{it.end.value}')" for kind, it in moves
    )


class LedgerEntry(models.Model):
    """One line, in cents. `status` is that of the part after it, `follows` the line before.

    `day` is when the payment was made, cleared or came back; of a correction, what the payment’s
    was in truth. `stopped_on` is when the bank stopped a check that was lost. `by` is None where a
    member declined. `approved_by` repeats, beside a payment, who approved it, so that a CHECK sees
    both.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "installment",
            "kind",
            "status",
            "amount_cents",
            "at",
            "follows",
            "method",
            "number",
            "day",
            "stopped_on",
            "cause",
            "despite",
        ],
        privacy.STAFF: ["by", "approved_by", "reason"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    installment = models.ForeignKey(Installment, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)
    status = models.CharField("status after it", max_length=10, choices=StipendStatus)
    amount_cents = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    method = models.CharField(max_length=16, choices=Method, blank=True)
    number = models.CharField(max_length=40, blank=True)
    day = models.DateField(null=True)
    stopped_on = models.DateField("stopped at the bank on", null=True)
    cause = models.CharField(max_length=13, choices=Cause, blank=True)
    reason = models.TextField(blank=True)
    despite = ArrayField(
        models.CharField(max_length=12, choices=Caution),
        verbose_name="approved although",
        default=list,
        blank=True,
    )

    class Meta:
        default_permissions = ()
        ordering = ["installment", "pk"]
        indexes = [models.Index(fields=["number"], name="ledger_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["installment"],
                condition=Q(follows=None),
                name="a_part_has_one_first_ledger_line",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.APPROVED, day=None) & _NO_PAYMENT & _NO_WORDS
                | _PAID & _PAYMENT & _NO_WORDS
                | Q(kind=EntryKind.CORRECTED, cause="") & _PAYMENT & ~Q(reason="")
                | Q(kind=EntryKind.CLEARED, day__isnull=False) & _NO_PAYMENT & _NO_WORDS
                | Q(kind=EntryKind.RETURNED, day__isnull=False, cause__in=CAME_BACK, reason="")
                & _NO_PAYMENT
                | Q(kind=EntryKind.FAILED, day__isnull=False, cause__in=NEVER_ARRIVED, reason="")
                & _NO_PAYMENT
                | Q(kind__in=_ONLY_A_REASON, day=None, cause="") & _NO_PAYMENT & ~Q(reason="")
                | Q(kind=EntryKind.SURFACED) & _PAYMENT & _NO_WORDS
                | Q(kind=EntryKind.GIVEN_BACK, day__isnull=False, cause="")
                & _NO_PAYMENT
                & ~Q(reason=""),
                name="a_ledger_line_says_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=_PAID & Q(approved_by__isnull=False) | ~_PAID & Q(approved_by=None),
                name="a_payment_names_who_approved_it",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(by=F("approved_by")),
                name="nobody_pays_what_they_approved",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(kind=EntryKind.VOIDED),
                name="somebody_writes_each_line_but_that_of_who_declines",
            ),
            dates.days_in_range("day", name="a_payment_was_made_between_2000_and_2099"),
            models.CheckConstraint(
                condition=Q(day=None) | Q(day__lte=TruncDate("at", tzinfo=UTC)),
                name="what_is_recorded_as_paid_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="a_ledger_line_is_about_some_money"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on=None)
                | Q(
                    kind=EntryKind.FAILED,
                    cause=Cause.LOST,
                    stopped_on__lte=TruncDate("at", tzinfo=UTC),
                ),
                name="only_a_lost_check_was_stopped_at_the_bank",
            ),
            dates.days_in_range("stopped_on", name="a_check_was_stopped_between_2000_and_2099"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="the_ledger_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="a_ledger_line_makes_a_move",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("before", "stipends_ledgerentry"), ("start", "text")],
                func=body("stipends", "a_ledger_line_makes_a_move").replace(
                    "/* moves */", _moves_in_sql()
                ),
            ),
            pgtrigger.Trigger(
                name="a_payment_is_dated_and_paid_by_somebody_else",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("opened", "date"), ("paid_on", "date")],
                func=body("stipends", "a_payment_is_dated_and_paid_by_somebody_else"),
            ),
            pgtrigger.Trigger(
                name="nobody_alone_lets_what_cleared_be_paid_again",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind__in=_BACK),
                declare=[("taken_back", "stipends_ledgerentry")],
                func=body("stipends", "nobody_alone_lets_what_cleared_be_paid_again"),
            ),
            pgtrigger.Trigger(
                name="a_lost_check_was_stopped_at_the_bank",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=EntryKind.FAILED.value),
                func=body("stipends", "a_lost_check_was_stopped_at_the_bank"),
            ),
            pgtrigger.Trigger(
                name="nobody_alone_pays_again_what_never_arrived",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=EntryKind.REISSUED.value),
                func=body("stipends", "nobody_alone_pays_again_what_never_arrived"),
            ),
            pgtrigger.Trigger(
                name="only_what_had_not_arrived_clears_after_all",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=EntryKind.SURFACED.value),
                func=body("stipends", "only_what_had_not_arrived_clears_after_all"),
            ),
            pgtrigger.Trigger(
                name="no_more_is_approved_than_the_call_has",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=EntryKind.APPROVED.value),
                declare=[("its_call", "bigint")],
                func=body("stipends", "no_more_is_approved_than_the_call_has"),
            ),
            pgtrigger.Trigger(
                name="nobody_who_lives_elsewhere_is_paid",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=_MONEY_LEAVES,
                func=body("stipends", "nobody_who_lives_elsewhere_is_paid"),
            ),
            pgtrigger.Trigger(
                name="an_unchecked_residency_is_confirmed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=EntryKind.APPROVED.value),
                func=body("stipends", "an_unchecked_residency_is_confirmed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_cents}"
