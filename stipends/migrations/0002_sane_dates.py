"""A payment's date is from 2000 to the day it is recorded; older lines of the ledger stay as they are."""

from datetime import UTC, date

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations
from django.db.models import CheckConstraint, Q
from django.db.models.functions import TruncDate


class Migration(migrations.Migration):
    dependencies = [("stipends", "0001_initial")]

    # Nobody changes what stands in the ledger: the rules are for lines to come.
    operations = [
        AddConstraintNotValid(
            "ledgerentry",
            CheckConstraint(
                condition=Q(paid_on__range=(date(2000, 1, 1), date(2099, 12, 31))),
                name="a_payment_was_made_between_2000_and_2099",
            ),
        ),
        AddConstraintNotValid(
            "ledgerentry",
            CheckConstraint(
                condition=Q(paid_on=None) | Q(paid_on__lte=TruncDate("at", tzinfo=UTC)),
                name="what_is_recorded_as_paid_was_paid",
            ),
        ),
    ]
