"""Load a city's places from its data folder; loading again brings them up to date."""

import csv
from collections.abc import Iterator
from pathlib import Path

from applications.models import Cluster, Neighborhood, SpokenLanguage
from core.actions import action
from core.models import User


@action
def load_places(*, by: User | None, folder: Path) -> int:
    """Clusters, neighborhoods and spoken languages from CSV; returns how many neighborhoods."""
    for order, row in enumerate(_rows(folder / "clusters.csv")):
        Cluster.objects.update_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "adult_share_percent": row["adult_share_percent"],
                "order": order,
            },
        )
    clusters = {cluster.slug: cluster for cluster in Cluster.objects.all()}
    for order, row in enumerate(_rows(folder / "neighborhoods.csv")):
        translated = {key: value for key, value in row.items() if key.startswith("name_") and value}
        Neighborhood.objects.update_or_create(
            slug=row["slug"],
            defaults={
                "name_en": row["name"],
                **translated,
                "kind": row["kind"],
                "cluster": clusters[row["cluster"]] if row["cluster"] else None,
                "population_2020": row["population_2020"] or None,
                "adults_2020": row["adults_2020"] or None,
                "order": order,
            },
        )
    for order, row in enumerate(_rows(folder / "languages_spoken.csv")):
        SpokenLanguage.objects.update_or_create(
            code=row["code"],
            defaults={"name": row["name"], "endonym": row["endonym"], "order": order},
        )
    return Neighborhood.objects.count()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
