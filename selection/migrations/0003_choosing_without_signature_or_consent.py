"""A choice may be made although the paper is not signed, or its sender did not agree."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from core.migration_operations import ChangeTables

CAUTIONS = [
    ("unchecked", "residency not checked"),
    ("unread", "not read by anybody"),
    ("look_alike", "perhaps the same person as another"),
    ("unsigned", "not signed"),
    ("not_agreed", "did not agree"),
]


def _despite() -> ArrayField:
    return ArrayField(
        models.CharField(choices=CAUTIONS, max_length=12),
        blank=True,
        default=list,
        verbose_name="chosen although",
    )


class Migration(migrations.Migration):
    dependencies = [("selection", "0002_what_was_confirmed_when_choosing")]

    operations = [
        ChangeTables(
            [
                migrations.AlterField("decision", "despite", _despite()),
                migrations.AlterField("decisionevent", "despite", _despite()),
            ]
        ),
    ]
