"""Sort the list of applications by name, reference and neighborhood, each from an index."""

from django.db import migrations, models

from core.migration_operations import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_search_finds_street_and_zip")]
    operations = [
        ChangeTables(
            [
                migrations.AddField(
                    "searchentry",
                    "neighborhood_order",
                    models.PositiveSmallIntegerField(default=0),
                    preserve_default=False,
                ),
                migrations.AddField(
                    "searchentry",
                    "reference",
                    models.CharField(default="", max_length=24),
                    preserve_default=False,
                ),
                migrations.AddField(
                    "searchentry", "sort_name", models.TextField(default=""), preserve_default=False
                ),
                migrations.AddIndex(
                    "searchentry",
                    models.Index(
                        fields=["call", "neighborhood_order", "-received_at", "-application"],
                        name="entries_by_neighborhood_order",
                    ),
                ),
                migrations.AddIndex(
                    "searchentry",
                    models.Index(
                        fields=["call", "sort_name", "application"], name="entries_by_name"
                    ),
                ),
                migrations.AddIndex(
                    "searchentry",
                    models.Index(fields=["call", "reference"], name="entries_by_reference"),
                ),
            ]
        )
    ]
