"""Keep which languages answers of a file read as, and how many rows it has down to its headings."""

from django.db import migrations, models

from core.migration_operations import AddFields, ChangeTables


def _of_a_file():
    return {
        "rows_above": models.PositiveIntegerField(
            "rows down to the headings", default=0, db_default=0
        ),
    }


class Migration(migrations.Migration):
    dependencies = [("applications", "0013_wrong_notes_of_deletions_are_taken_back")]

    operations = [
        ChangeTables(
            [
                AddFields(
                    {
                        "importbatch": _of_a_file(),
                        "importbatchevent": _of_a_file(),
                        "waitingrow": {
                            "reads_as": models.CharField(
                                "languages that it names and that its answers read as",
                                max_length=120,
                                blank=True,
                                default="",
                                db_default="",
                            ),
                        }
                    }
                )
            ]
        )
    ]
