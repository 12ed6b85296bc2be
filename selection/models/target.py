"""How many seats a group of neighborhoods should have."""

from django.db import models
from django.db.models import F, Q

from applications.models import Call, Cluster
from core import privacy
from core.history import tracked


@tracked()
class Target(models.Model):
    """Fewest and most members of a call from one cluster, and the source of the figures."""

    privacy = {privacy.CONFIGURATION: ["id", "call", "cluster", "minimum", "maximum", "source"]}

    copied_with = "call"
    missing_from_call = "There are no targets for choosing a group from the whole city."

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="targets")
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="+")
    minimum = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        ordering = ["call", "cluster__order"]
        constraints = [
            models.UniqueConstraint(fields=["call", "cluster"], name="one_target_a_cluster"),
            models.CheckConstraint(
                condition=Q(maximum__gte=F("minimum")), name="a_maximum_is_not_below_its_minimum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster}: {self.minimum} to {self.maximum}"
