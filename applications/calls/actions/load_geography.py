"""Load a city's geography from its data folder; loading again updates it."""

from applications.calls.city_data import CityData
from applications.models import Cluster, Neighborhood, SpokenLanguage, ZipCode, ZipNeighborhood
from core.actions import action
from core.models import User


@action
def load_geography(*, by: User | None, city: CityData) -> int:
    """Load clusters, neighborhoods, languages and ZIP codes; returns the number of neighborhoods.

    Without ZIP files, the form asks nothing about ZIP codes.
    """
    _load_clusters(city)
    _load_neighborhoods(city)
    for order, row in enumerate(city.rows("languages_spoken.csv")):
        SpokenLanguage.objects.update_or_create(
            code=row["code"],
            defaults={"name": row["name"], "endonym": row["endonym"], "order": order},
        )
    _load_zip_codes(city)
    return Neighborhood.objects.count()


def _load_clusters(city: CityData) -> None:
    for order, row in enumerate(city.rows("clusters.csv")):
        Cluster.objects.update_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "adult_share_percent": row["adult_share_percent"],
                "order": order,
            },
        )


def _load_neighborhoods(city: CityData) -> None:
    clusters = {cluster.slug: cluster for cluster in Cluster.objects.all()}
    for order, row in enumerate(city.rows("neighborhoods.csv")):
        Neighborhood.objects.update_or_create(
            slug=row["slug"],
            defaults={
                **city.names(row["name"], at=("neighborhoods", row["slug"])),
                "kind": row["kind"],
                "cluster": clusters[row["cluster"]] if row["cluster"] else None,
                "population_2020": row["population_2020"] or None,
                "adults_2020": row["adults_2020"] or None,
                "order": order,
                "tile_label": row.get("tile_label") or "",
                "tile_column": row.get("tile_column") or None,
                "tile_row": row.get("tile_row") or None,
            },
        )


def _load_zip_codes(city: CityData) -> None:
    """Load them in a few queries; delete those that the files no longer have."""
    ZipCode.objects.bulk_create(
        [ZipCode(**row) for row in city.rows("zip_codes.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "town"],
    )
    codes = {zip_code.code: zip_code for zip_code in ZipCode.objects.all()}
    places = {place.slug: place for place in Neighborhood.objects.all()}
    named = ZipNeighborhood.objects.bulk_create(
        [
            ZipNeighborhood(
                zip=codes[row["zip"]],
                neighborhood=places[row["neighborhood"]],
                share_percent=row["share_percent"] or None,
            )
            for row in city.rows("zip_neighborhoods.csv")
        ],
        update_conflicts=True,
        unique_fields=["zip", "neighborhood"],
        update_fields=["share_percent"],
    )
    ZipNeighborhood.objects.exclude(pk__in=[row.pk for row in named]).delete()
    listed = [row["code"] for row in city.rows("zip_codes.csv")]
    ZipCode.objects.exclude(code__in=listed).delete()
