"""What applications of a call are scored on, and how scores make a rank."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from applications.models import Call
from core import privacy
from core.database_code import body
from core.history import tracked
from reviewers.enums import CriterionKind, RankingScore

EACH_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def in_force(rubrics: QuerySet["Rubric"]) -> QuerySet["Rubric"]:
    """The versions that a call is scored by: the last frozen one, or the first of all."""
    return rubrics.order_by("call_id", F("frozen_at").desc(nulls_last=True), "number").distinct(
        "call_id"
    )


@tracked()
class Rubric(models.Model):
    """One version of a call's criteria; frozen when the first score that counts is saved.

    A later version is frozen when it is put in force: once reviews are in by somebody else than
    whoever asked for it. `made_by` None: the program.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "number",
            "reason",
            "made_at",
            "asked_at",
            "approved_at",
            "frozen_at",
        ],
        privacy.STAFF: ["made_by", "asked_by", "approved_by"],
    }

    copied_with = "call"
    copied_rows = in_force
    not_copied = (
        "number",
        "reason",
        "made_by",
        "made_at",
        "asked_by",
        "asked_at",
        "approved_by",
        "approved_at",
        "frozen_at",
    )

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rubrics")
    number = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_rubric_a_number"),
            models.UniqueConstraint(
                fields=["call"], condition=Q(frozen_at=None), name="a_call_has_one_open_rubric"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_new_rubric_says_why"
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None, asked_by=None)
                | Q(asked_at__isnull=False, asked_by__isnull=False),
                name="whoever_asks_for_criteria_says_when",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False)
                & Q(asked_by__isnull=False)
                & ~Q(approved_by=F("asked_by")),
                name="nobody_approves_their_own_criteria",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_frozen_rubric_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="criteria_that_change_scores_are_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("frozen_at"),
                condition=pgtrigger.Q(new__approved_by__isnull=True, new__number__gt=1),
                func=body("reviewers", "criteria_that_change_scores_are_approved"),
            ),
        ]

    def __str__(self) -> str:
        return f"rubric {self.number}"


@tracked()
class Criterion(models.Model):
    """One criterion, scored from 0 to `max_points` or a note; for staff, so in English only."""

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "rubric",
            "key",
            "kind",
            "title",
            "guidance",
            "weight",
            "max_points",
            "order",
        ]
    }

    copied_with = "rubric"
    missing_from_call = "There are no criteria. Reviewers cannot score without them."
    leads_to_call = "rubric__call"

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField()
    kind = models.CharField(max_length=6, choices=CriterionKind, default=CriterionKind.SCORED)
    title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    max_points = models.PositiveSmallIntegerField("most points", default=4)
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "criteria"
        ordering = ["rubric", "order"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "key"], name="one_criterion_a_key"),
            models.UniqueConstraint(
                fields=["rubric", "order"],
                deferrable=models.Deferrable.DEFERRED,
                name="each_criterion_has_its_own_place",
            ),
            models.CheckConstraint(
                condition=~Q(kind=CriterionKind.SCORED) | Q(weight__gte=1, max_points__gte=1),
                name="a_criterion_has_weight_and_a_scale",
            ),
            models.CheckConstraint(
                condition=~Q(kind=CriterionKind.NOTE) | Q(weight=0, max_points=0),
                name="a_note_has_no_weight",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="criteria_of_a_frozen_rubric_never_change",
                when=pgtrigger.Before,
                operation=EACH_CHANGE,
                func=body("reviewers", "criteria_of_a_frozen_rubric_never_change"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def mended_at(call: Call) -> str:
        """Where criteria are made."""
        return reverse("staff:rubric-detail", args=[call.slug])


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
        triggers = [
            pgtrigger.Trigger(
                name="steps_of_a_frozen_rubric_never_change",
                when=pgtrigger.Before,
                operation=EACH_CHANGE,
                func=body("reviewers", "steps_of_a_frozen_rubric_never_change"),
            )
        ]

    def __str__(self) -> str:
        return self.meaning


@tracked()
class RankingRule(models.Model):
    """Which score of a call ranks, and how many readings one needs; fixed before the first score.

    `fixed_by` None: the program.
    """

    privacy = {
        privacy.CONFIGURATION: ["call", "ranking_score", "readings", "fewest_readings", "fixed_at"],
        privacy.STAFF: ["fixed_by"],
    }

    copied_with = "call"
    not_copied = ("fixed_by", "fixed_at")

    call = models.OneToOneField(
        Call, on_delete=models.CASCADE, primary_key=True, related_name="ranking_rule"
    )
    ranking_score = models.CharField(
        "score that ranks", max_length=8, choices=RankingScore, default=RankingScore.RAW
    )
    readings = models.PositiveSmallIntegerField("readings of each application", default=3)
    fewest_readings = models.PositiveSmallIntegerField("fewest readings to be ranked", default=2)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    fixed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(fewest_readings__gte=1, readings__gte=F("fewest_readings")),
                name="an_application_can_get_the_fewest_readings",
            ),
            models.CheckConstraint(
                condition=Q(fixed_by=None) | Q(fixed_at__isnull=False),
                name="a_fixed_rule_says_when",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="the_rule_is_fixed_before_the_first_score",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=body("reviewers", "the_rule_is_fixed_before_the_first_score"),
            )
        ]

    def __str__(self) -> str:
        return f"ranks by {self.get_ranking_score_display()}"
