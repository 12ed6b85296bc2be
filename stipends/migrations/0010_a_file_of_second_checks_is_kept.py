"""A file may be kept for its second checks alone: then it has no payments."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("stipends", "0009_rows_that_a_file_left_out")]

    operations = [
        ChangeTables(
            [
                migrations.RemoveConstraint("paymentfile", "a_recorded_file_has_payments"),
                AddConstraintNotValid(  # every older row fits it
                    "paymentfile",
                    models.CheckConstraint(
                        condition=Q(status="recorded") | Q(recorded=0, recorded_cents=0),
                        name="only_a_recorded_file_has_payments",
                    ),
                ),
            ]
        )
    ]
