"""When a draw takes place is typed: the database, too, refuses a year that nobody means."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations

from core import dates


class Migration(migrations.Migration):
    dependencies = [("selection", "0008_offers_seats_and_meetings")]

    operations = [
        AddConstraintNotValid(
            "lot",
            dates.moments_in_range(
                "takes_place_at", name="a_draw_takes_place_between_2000_and_2099"
            ),
        ),
    ]
