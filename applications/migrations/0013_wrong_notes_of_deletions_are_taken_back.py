"""Notes that a file is deleted at a translation vendor, taken back since they were wrong."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from core.migration_tables import key


def _to_staff():
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0012_rows_alike_are_chosen_from"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeletionTakenBack",
            fields=[
                ("id", key()),
                (
                    "hand_out",
                    models.ForeignKey(
                        "applications.handout", models.PROTECT, related_name="taken_back"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("noted_by", _to_staff()),
                ("noted_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("by", _to_staff()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "note of a deletion taken back",
                "verbose_name_plural": "notes of deletions taken back",
                "ordering": ["hand_out", "number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=["hand_out", "number"],
                        name="a_note_of_a_deletion_is_taken_back_once",
                    ),
                    models.CheckConstraint(
                        condition=~Q(reason=""),
                        name="a_note_of_a_deletion_is_taken_back_with_a_reason",
                    ),
                ],
            },
        )
    ]
