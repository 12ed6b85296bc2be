"""Who else would have to apply for the targets of an open call to be reachable."""

from django.db import models
from django.db.models import Q

from applications.models import Call
from core import privacy
from selection.enums import Reach
from selection.models.target import TargetSet


class Outreach(models.Model):
    """What the worker found last; `digest` is of what it asked the solver.

    `needed` has how many of the `people` would need which value: attribute id, value, count.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "target_set",
            "digest",
            "reach",
            "people",
            "needed",
            "found_at",
        ]
    }
    history_leaves_out = "all"  # worked out again whenever somebody applies

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="outreach")
    target_set = models.ForeignKey(TargetSet, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    reach = models.CharField(max_length=8, choices=Reach)
    people = models.PositiveSmallIntegerField(default=0)
    needed = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "outreach"
        constraints = [
            models.CheckConstraint(
                condition=Q(reach=Reach.MORE, people__gte=1) | ~Q(reach=Reach.MORE) & Q(people=0),
                name="only_where_more_people_help_their_number_is_said",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reach}: {self.people}"
