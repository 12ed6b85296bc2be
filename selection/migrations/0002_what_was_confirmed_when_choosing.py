"""What was unusual about somebody who was chosen, and confirmed by whoever chose."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from core.migration_operations import AddFields

CAUTIONS = [
    ("unchecked", "residency not checked"),
    ("unread", "not read by anybody"),
    ("look_alike", "perhaps the same person as another"),
]


def _despite() -> ArrayField:
    return ArrayField(
        models.CharField(choices=CAUTIONS, max_length=12),
        blank=True,
        default=list,
        verbose_name="chosen although",
    )


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_tables")]

    operations = [
        AddFields({"decision": {"despite": _despite()}, "decisionevent": {"despite": _despite()}}),
    ]
