"""Whom to pay is corrected by somebody, who says why."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import ChangeTables

STEPS = [
    ("made", "offered"),
    ("reminded", "reminded"),
    ("extended", "given more time"),
    ("asked_to_talk", "asked to talk first"),
    ("accepted", "accepted"),
    ("stipend_declined", "wants no stipend"),
    ("declined", "declined"),
    ("lapsed", "no answer in time"),
    ("taken_back", "taken back"),
    ("vacated", "left the seat"),
    ("told", "told on paper or by phone"),
    ("payee_corrected", "whom to pay corrected"),
]


class Migration(migrations.Migration):
    dependencies = [("selection", "0011_whom_to_pay_back_without_a_notice")]

    operations = [
        ChangeTables(
            [
                migrations.AlterField(
                    model_name="offerstep",
                    name="kind",
                    field=models.CharField(choices=STEPS, max_length=16),
                ),
                AddConstraintNotValid(  # no older row has this kind
                    "offerstep",
                    models.CheckConstraint(
                        condition=~Q(kind="payee_corrected")
                        | Q(staff__isnull=False) & ~Q(reason=""),
                        name="who_corrects_whom_to_pay_says_why",
                    ),
                ),
            ]
        )
    ]
