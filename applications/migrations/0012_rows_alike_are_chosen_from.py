"""Say which of rows alike came in, for whom rows were left out, and read those again."""

from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import AddFields, ChangeTables


def _of_a_file():
    return {
        "picks": models.JSONField(
            "rows that come in of those alike", default=dict, db_default={}
        ),
        "left_for": models.JSONField(
            "applications that rows were left out for", default=dict, db_default={}
        ),
    }


class Migration(migrations.Migration):
    dependencies = [("applications", "0011_files_of_answers_say_when_they_left")]

    operations = [
        ChangeTables(
            [
                AddFields(
                    {
                        "importbatch": _of_a_file(),
                        "importbatchevent": _of_a_file(),
                        "waitingrow": {
                            "alike": models.PositiveIntegerField(
                                "first of the rows that are like it", null=True
                            ),
                            "received_at": models.DateTimeField(null=True),
                        },
                    }
                ),
                migrations.RemoveConstraint("importbatch", "a_file_is_brought_in_to_a_call_once"),
                migrations.AddConstraint(
                    "importbatch",
                    models.UniqueConstraint(
                        fields=["call", "digest"],
                        condition=Q(status__in=["waiting", "running"]),
                        name="a_file_waits_for_a_call_once",
                    ),
                ),
            ]
        )
    ]
