"""The city's neighborhoods, grouped into clusters large enough to deserve a seat."""

from django.db import models
from django.db.models import Q

from applications.enums import PlaceKind
from core import privacy


class Cluster(models.Model):
    """Neighborhoods that count together when seats are balanced."""

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
    """One answer to "Which neighborhood do you live in?"."""

    privacy = {
        privacy.CONFIGURATION: [
            "id", "slug", "name", "kind", "cluster", "population_2020", "adults_2020", "order",
        ]
    }  # fmt: skip

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=PlaceKind, default=PlaceKind.PLACE)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, null=True, blank=True)
    population_2020 = models.PositiveIntegerField(null=True, blank=True)
    adults_2020 = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PlaceKind.PLACE, cluster__isnull=False)
                | (~Q(kind=PlaceKind.PLACE) & Q(cluster=None)),
                name="a_neighborhood_has_a_cluster_and_other_answers_have_none",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SpokenLanguage(models.Model):
    """A language that interpreting is offered in; signed languages too."""

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
