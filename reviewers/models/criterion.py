"""Criteria that applications are scored on."""

from django.db import models
from django.db.models import Q

from applications.models import Call
from core import privacy
from core.history import tracked


@tracked()
class Criterion(models.Model):
    """One criterion of a call, scored from 0 to `max_points`; for staff, so in English only."""

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "key",
            "title",
            "guidance",
            "weight",
            "max_points",
            "order",
        ]
    }

    copied_with = "call"
    missing_from_call = "There are no criteria. Reviewers cannot score without them."

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField()
    title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    max_points = models.PositiveSmallIntegerField("most points", default=4)
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "criteria"
        ordering = ["call", "order"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="one_criterion_a_key"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, max_points__gte=1),
                name="a_criterion_has_weight_and_a_scale",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class ScaleStep(models.Model):
    """What one number of points means, in a sentence."""

    privacy = {privacy.CONFIGURATION: ["id", "criterion", "points", "meaning"]}

    copied_with = "criterion"

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="steps")
    points = models.PositiveSmallIntegerField()
    meaning = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        ordering = ["criterion", "points"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "points"], name="one_meaning_a_step")
        ]

    def __str__(self) -> str:
        return self.meaning
