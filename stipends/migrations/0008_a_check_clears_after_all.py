"""A lost check was stopped at the bank on a day; one that clears after all is a line of its own."""

from datetime import UTC, date

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import TruncDate

from core.migration_operations import Steps

STATUSES = [
    ("to_approve", "to approve"),
    ("approved", "approved"),
    ("paid", "paid"),
    ("reissued", "paid again"),
    ("cleared", "cleared"),
    ("returned", "returned"),
    ("failed", "failed"),
    ("voided", "voided"),
    ("paid_twice", "paid twice"),
]
ENTRY_KINDS = [
    ("approved", "approved"),
    ("paid", "paid"),
    ("reissued", "paid again"),
    ("cleared", "cleared"),
    ("uncleared", "had not cleared"),
    ("returned", "returned"),
    ("failed", "failed"),
    ("voided", "voided"),
    ("reopened", "to approve again"),
    ("corrected", "number or date corrected"),
    ("surfaced", "an earlier check cleared after all"),
    ("given_back", "one of two payments came back"),
]
_NO_PAYMENT = Q(method="", number="")
_PAYMENT = ~Q(method="") & ~Q(number="") & Q(day__isnull=False)
_NO_WORDS = Q(cause="", reason="")

# No older row has a new kind or a day in the new column, all others hold already.
_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(kind="approved", day=None) & _NO_PAYMENT & _NO_WORDS
        | Q(kind__in=("paid", "reissued")) & _PAYMENT & _NO_WORDS
        | Q(kind="corrected", cause="") & _PAYMENT & ~Q(reason="")
        | Q(kind="cleared", day__isnull=False) & _NO_PAYMENT & _NO_WORDS
        | Q(
            kind="returned",
            day__isnull=False,
            cause__in=("address", "not_picked_up", "not_cashed"),
            reason="",
        )
        & _NO_PAYMENT
        | Q(
            kind="failed",
            day__isnull=False,
            cause__in=("lost", "stopped", "mistake"),
            reason="",
        )
        & _NO_PAYMENT
        | Q(kind__in=["voided", "reopened", "uncleared"], day=None, cause="")
        & _NO_PAYMENT
        & ~Q(reason="")
        | Q(kind="surfaced") & _PAYMENT & _NO_WORDS
        | Q(kind="given_back", day__isnull=False, cause="") & _NO_PAYMENT & ~Q(reason=""),
        name="a_ledger_line_says_what_its_kind_needs",
    ),
    models.CheckConstraint(
        condition=Q(stopped_on=None)
        | Q(kind="failed", cause="lost", stopped_on__lte=TruncDate("at", tzinfo=UTC)),
        name="only_a_lost_check_was_stopped_at_the_bank",
    ),
    models.CheckConstraint(
        condition=Q(stopped_on__range=(date(2000, 1, 1), date(2099, 12, 31))),
        name="a_check_was_stopped_between_2000_and_2099",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("stipends", "0007_cleared_is_taken_back")]

    operations = [
        Steps(
            [
                migrations.AlterField(
                    model_name="ledgerentry",
                    name="kind",
                    field=models.CharField(choices=ENTRY_KINDS, max_length=10),
                ),
                migrations.AlterField(
                    model_name="ledgerentry",
                    name="status",
                    field=models.CharField("status after it", choices=STATUSES, max_length=10),
                ),
                migrations.AddField(
                    model_name="ledgerentry",
                    name="stopped_on",
                    field=models.DateField("stopped at the bank on", null=True),
                ),
                migrations.RemoveConstraint("ledgerentry", "a_ledger_line_says_what_its_kind_needs"),
                *(AddConstraintNotValid("ledgerentry", each) for each in _CONSTRAINTS),
            ]
        )
    ]
