"""That a payment cleared can be taken back, with a reason; nothing else leads on from there."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import ChangeTables

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
]
_NO_PAYMENT = Q(method="", number="")
_PAYMENT = ~Q(method="") & ~Q(number="") & Q(day__isnull=False)
_NO_WORDS = Q(cause="", reason="")


class Migration(migrations.Migration):
    dependencies = [("stipends", "0006_one_check_may_pay_several_parts")]

    operations = [
        ChangeTables(
            [
                migrations.AlterField(
                    model_name="ledgerentry",
                    name="kind",
                    field=models.CharField(choices=ENTRY_KINDS, max_length=10),
                ),
                migrations.RemoveConstraint("ledgerentry", "a_ledger_line_says_what_its_kind_needs"),
                AddConstraintNotValid(  # no older row has the new kind, all others hold already
                    "ledgerentry",
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
                        & ~Q(reason=""),
                        name="a_ledger_line_says_what_its_kind_needs",
                    ),
                ),
            ]
        )
    ]
