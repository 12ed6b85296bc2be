"""Judge waiting files again, and say what becomes of early rows, duplicates and what stays."""

from django.db import migrations, models

from core.migration_operations import AddFields


def _of_a_file():
    return {
        "basis": models.CharField(
            "digest of what they were judged by",
            max_length=64,
            blank=True,
            default="",
            db_default="",
        ),
        "leaves_duplicates": models.BooleanField(
            "likely duplicates are left out", default=False, db_default=False
        ),
        "early_reason": models.TextField(
            "why those from before the opening should count",
            blank=True,
            default="",
            db_default="",
        ),
        "keeps_dependents": models.BooleanField(
            "those that something depends on stay", default=False, db_default=False
        ),
    }


class Migration(migrations.Migration):
    dependencies = [("applications", "0009_answers_are_handed_to_translators")]

    operations = [
        AddFields(
            {
                "importbatch": _of_a_file(),
                "importbatchevent": _of_a_file(),
                "waitingrow": {
                    "is_duplicate": models.BooleanField(
                        "perhaps a duplicate", default=False, db_default=False
                    )
                },
            }
        )
    ]
