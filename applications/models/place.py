"""Neighborhoods, clusters of them for balancing seats, ZIP codes, and spoken languages."""

from django.db import models
from django.db.models import Q

from applications.enums import PlaceKind, ZipKind
from core import privacy


class Cluster(models.Model):
    """Neighborhoods that are balanced together when seats are chosen."""

    privacy = {privacy.CONFIGURATION: ["id", "slug", "name", "adult_share_percent", "order"]}

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    adult_share_percent = models.DecimalField(
        max_digits=4, decimal_places=1, help_text="Share of the city's adults, 2020 Census."
    )
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adult_share_percent__gte=0, adult_share_percent__lte=100),
                name="a_share_is_between_0_and_100_percent",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Neighborhood(models.Model):
    """An answer to "Which neighborhood do you live in?".

    Staff see neighborhoods as a map of tiles: one has a column and a row, counted from 0 at the top
    left, and a short name.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "slug",
            "name",
            "kind",
            "cluster",
            "population_2020",
            "adults_2020",
            "order",
            "tile_label",
            "tile_column",
            "tile_row",
        ]
    }

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=PlaceKind, default=PlaceKind.PLACE)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, null=True, blank=True)
    population_2020 = models.PositiveIntegerField(null=True, blank=True)
    adults_2020 = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField()
    tile_label = models.CharField(
        "short name on the map", max_length=8, blank=True, default="", db_default=""
    )
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PlaceKind.PLACE, cluster__isnull=False)
                | (~Q(kind=PlaceKind.PLACE) & Q(cluster=None)),
                name="a_neighborhood_has_a_cluster_and_other_answers_have_none",
            ),
            models.CheckConstraint(
                condition=Q(tile_label="", tile_column=None, tile_row=None)
                | ~Q(tile_label="") & Q(tile_column__isnull=False, tile_row__isnull=False),
                name="a_tile_of_the_map_has_a_place_and_a_name",
            ),
            models.UniqueConstraint(
                fields=["tile_column", "tile_row"],
                deferrable=models.Deferrable.DEFERRED,
                name="one_tile_a_place_of_the_map",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ZipCode(models.Model):
    """A ZIP code in or near the city: a hint for the form, never proof of residence."""

    privacy = {privacy.CONFIGURATION: ["id", "code", "kind", "town"]}

    code = models.CharField(max_length=5, unique=True)
    kind = models.CharField(max_length=12, choices=ZipKind)
    town = models.CharField(max_length=60, blank=True, help_text="For a ZIP code elsewhere.")

    class Meta:
        verbose_name = "ZIP code"
        default_permissions = ()
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{5}$"), name="a_zip_code_has_five_digits"
            ),
            models.CheckConstraint(
                condition=Q(kind=ZipKind.ELSEWHERE) & ~Q(town="")
                | ~Q(kind=ZipKind.ELSEWHERE) & Q(town=""),
                name="only_a_zip_code_elsewhere_names_a_town",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ZipNeighborhood(models.Model):
    """A neighborhood of a ZIP code, with its estimated share."""

    privacy = {privacy.CONFIGURATION: ["id", "zip", "neighborhood", "share_percent"]}

    zip = models.ForeignKey(
        ZipCode, on_delete=models.CASCADE, related_name="neighborhoods", verbose_name="ZIP code"
    )
    neighborhood = models.ForeignKey(Neighborhood, on_delete=models.CASCADE, related_name="+")
    share_percent = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Estimated share of the ZIP code's residents; empty where nobody knows.",
    )

    class Meta:
        verbose_name = "neighborhood of a ZIP code"
        default_permissions = ()
        ordering = ["zip_id", models.F("share_percent").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zip", "neighborhood"], name="a_zip_code_names_a_neighborhood_once"
            ),
            models.CheckConstraint(
                condition=Q(share_percent=None) | Q(share_percent__gt=0, share_percent__lte=100),
                name="a_share_of_a_zip_code_is_between_0_and_100_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zip}: {self.neighborhood}"


class SpokenLanguage(models.Model):
    """A language for which interpreters are offered, sign languages included."""

    privacy = {privacy.CONFIGURATION: ["id", "code", "name", "endonym", "order"]}

    code = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    endonym = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["order"]

    def __str__(self) -> str:
        return self.endonym
