"""Versions of the targets of a call: how many seats, and how many of them for which group."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from applications.models import Call
from core import privacy
from selection.models.attribute import Attribute


class TargetSet(models.Model):
    """One version of a call's targets, never changed: a change is the next version.

    The number of seats is a range; a proposal is made for each number in it. `made_by` None: the
    program, or copied with a call.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "number",
            "seats_least",
            "seats_most",
            "reason",
            "made_at",
        ],
        privacy.STAFF: ["made_by"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    copied_with = "call"
    not_copied = ("number", "reason", "made_by", "made_at")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="target_sets")
    number = models.PositiveSmallIntegerField(default=1)
    seats_least = models.PositiveSmallIntegerField()
    seats_most = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_target_set_a_number"),
            models.CheckConstraint(
                condition=Q(seats_least__gte=1, seats_most__gte=F("seats_least")),
                name="seats_are_a_range",
            ),
            models.CheckConstraint(
                condition=Q(made_by=None, made_at=None)
                | Q(made_by__isnull=False, made_at__isnull=False),
                name="who_sets_targets_says_when",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_target_set_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @classmethod
    def copied_rows(cls, rows: models.QuerySet["TargetSet"]) -> models.QuerySet["TargetSet"]:
        """Of each call the newest."""
        return rows.order_by("call_id", "-number").distinct("call_id")


class Target(models.Model):
    """Fewest and most members who have one of `values`, or none of them if `is_negated`.

    No maximum: every seat. `source` says where the figures are from.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "target_set",
            "attribute",
            "values",
            "is_negated",
            "minimum",
            "maximum",
            "source",
            "order",
        ]
    }
    history_leaves_out = "all"  # append-only: it is its own history

    copied_with = "target_set"
    missing_from_call = "There are no targets for choosing a group from the whole city."

    target_set = models.ForeignKey(TargetSet, on_delete=models.CASCADE, related_name="targets")
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="targets")
    values = ArrayField(models.CharField(max_length=64))
    is_negated = models.BooleanField(default=False)
    minimum = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["target_set", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_set", "attribute", "values", "is_negated"],
                name="one_target_a_group",
            ),
            models.UniqueConstraint(
                fields=["target_set", "order"], name="each_target_has_its_own_place"
            ),
            models.CheckConstraint(condition=~Q(values=[]), name="a_target_names_somebody"),
            models.CheckConstraint(
                condition=Q(maximum=None) | Q(maximum__gte=F("minimum")),
                name="a_maximum_is_not_below_its_minimum",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_target_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{'not ' if self.is_negated else ''}{' or '.join(self.values)}"

    @classmethod
    def copied_rows(cls, rows: models.QuerySet["Target"]) -> models.QuerySet["Target"]:
        """All but those that needed an approval, which is not copied."""
        return rows.exclude(attribute__is_sensitive=True)

    @staticmethod
    def mended_at(call: Call) -> str:
        """Where targets are set."""
        return f"{reverse('staff:target-list')}?call={call.slug}"

    @classmethod
    def standing_in(cls, call: Call) -> models.QuerySet["Target"]:
        """The targets of the newest version."""
        newest = TargetSet.objects.filter(call=call).order_by("-number")[:1]
        return cls.objects.filter(target_set__in=newest)

    @property
    def wanted(self) -> str:
        """ "2 to 3", "5 or more", "at most 3"."""
        if self.maximum is None:
            return f"{self.minimum} or more"
        if self.minimum == self.maximum:
            return str(self.minimum)
        return f"{self.minimum} to {self.maximum}" if self.minimum else f"at most {self.maximum}"
