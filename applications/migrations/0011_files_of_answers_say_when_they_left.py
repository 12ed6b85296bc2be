"""Say when a file of answers left; those of before count as gone when they were listed."""

from django.db import migrations, models

from core.migration_operations import AddFields, ChangeTables


def _of_a_file():
    return {"downloaded_at": models.DateTimeField("first downloaded at", null=True)}


class Migration(migrations.Migration):
    dependencies = [("applications", "0010_files_are_judged_again")]

    operations = [
        ChangeTables(
            [
                AddFields({"handout": _of_a_file(), "handoutevent": _of_a_file()}),
                migrations.RunSQL(
                    "UPDATE applications_handout SET downloaded_at = at", migrations.RunSQL.noop
                ),
            ]
        )
    ]
