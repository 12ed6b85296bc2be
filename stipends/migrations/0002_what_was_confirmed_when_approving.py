"""What was unusual about a member whose stipend was approved, and confirmed by whoever did."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from core.migration_operations import AddFields

CAUTIONS = [
    ("unchecked", "residency not checked"),
    ("unread", "not read by anybody"),
    ("look_alike", "perhaps the same person as another"),
    ("unsigned", "not signed"),
    ("not_agreed", "did not agree"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("stipends", "0001_tables"),
        ("selection", "0003_choosing_without_signature_or_consent"),
    ]

    operations = [
        AddFields(
            {
                "ledgerentry": {
                    "despite": ArrayField(
                        models.CharField(choices=CAUTIONS, max_length=12),
                        blank=True,
                        default=list,
                        verbose_name="approved although",
                    )
                }
            }
        ),
    ]
