"""Where a neighborhood stands on the staff site's map of tiles."""

from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import AddFields, ChangeTables


def _tile():
    return {
        "tile_label": models.CharField(
            "short name on the map", max_length=8, blank=True, default="", db_default=""
        ),
        "tile_column": models.PositiveSmallIntegerField(null=True, blank=True),
        "tile_row": models.PositiveSmallIntegerField(null=True, blank=True),
    }


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_erasures_repeated_after_a_restore")]

    operations = [
        ChangeTables(
            [
                AddFields({"neighborhood": _tile(), "neighborhoodevent": _tile()}),
                migrations.AddConstraint(
                    "neighborhood",
                    models.CheckConstraint(
                        condition=Q(tile_label="", tile_column=None, tile_row=None)
                        | ~Q(tile_label="") & Q(tile_column__isnull=False, tile_row__isnull=False),
                        name="a_tile_of_the_map_has_a_place_and_a_name",
                    ),
                ),
                migrations.AddConstraint(
                    "neighborhood",
                    models.UniqueConstraint(
                        fields=["tile_column", "tile_row"],
                        deferrable=models.Deferrable.DEFERRED,
                        name="one_tile_a_place_of_the_map",
                    ),
                ),
            ]
        )
    ]
