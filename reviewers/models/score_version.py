"""All scores of a call at one moment: boards and exports read a version, never live means."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Application, Call
from applications.models.practice import refuse_practice_rows
from core import privacy
from reviewers.enums import RankingScore
from reviewers.models.review import Review
from reviewers.models.rubric import Rubric


def _append_only(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class ScoreVersion(models.Model):
    """The scores of a call as they were computed once, from `reviews` submitted reviews.

    Raw scores are whole numbers over `unit`. `penalty` is the λ of the adjustment. `not_ranked`
    says why no application has a place; it is empty otherwise.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "number",
            "rubric",
            "ranking_score",
            "fewest_readings",
            "reviews",
            "unit",
            "penalty",
            "groups",
            "not_ranked",
            "input_digest",
            "made_at",
        ],
        privacy.STAFF: ["made_by"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="score_versions")
    number = models.PositiveSmallIntegerField()
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")
    ranking_score = models.CharField(max_length=8, choices=RankingScore)
    fewest_readings = models.PositiveSmallIntegerField()
    reviews = models.PositiveIntegerField()
    unit = models.BigIntegerField()
    penalty = models.PositiveSmallIntegerField()
    groups = models.PositiveSmallIntegerField("groups of readers who share no application")
    not_ranked = models.TextField(blank=True)
    input_digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_score_version_a_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, unit__gte=1), name="a_score_version_has_a_unit"
            ),
        ]
        triggers = [_append_only("score_versions_are_append_only")]

    def __str__(self) -> str:
        return f"version {self.number}"


class ScoreLine(models.Model):
    """One application in a version; without readings it has no scores.

    `adjusted` and the standard errors are in tenths of a point.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "version",
            "application",
            "readings",
            "place",
            "raw",
            "raw_error",
            "lowest",
            "highest",
            "adjusted",
            "adjusted_error",
        ]
    }
    history_leaves_out = "all"  # append-only: it is its own history

    version = models.ForeignKey(ScoreVersion, on_delete=models.PROTECT, related_name="lines")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="score_lines"
    )
    readings = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField(null=True)
    raw = models.BigIntegerField(null=True)
    raw_error = models.PositiveSmallIntegerField(null=True)
    lowest = models.BigIntegerField(null=True)
    highest = models.BigIntegerField(null=True)
    adjusted = models.PositiveSmallIntegerField(null=True)
    adjusted_error = models.PositiveSmallIntegerField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["version", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "application"], name="one_line_an_application_a_version"
            ),
            models.CheckConstraint(
                condition=Q(
                    readings=0, place=None, raw=None, lowest=None, highest=None, adjusted=None
                )
                | Q(readings__gte=1, raw__gte=0, adjusted__lte=1000)
                & Q(lowest__isnull=False, highest__isnull=False),
                name="scores_come_with_readings",
            ),
        ]
        triggers = [
            _append_only("score_lines_are_append_only"),
            refuse_practice_rows(name="practice_is_never_scored", application="NEW.application_id"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class ReaderLevel(models.Model):
    """How a reader scored beside colleagues on the same applications, in a version.

    `points` are tenths; below 0: lower. `error` is their standard error. `shared` readings are of
    applications that somebody else read, too.
    """

    privacy = {
        privacy.RECORD: ["id", "version"],
        privacy.STAFF: ["user", "points", "error", "readings", "shared", "has_no_spread", "group"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    version = models.ForeignKey(ScoreVersion, on_delete=models.PROTECT, related_name="levels")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    points = models.SmallIntegerField()
    error = models.PositiveSmallIntegerField(null=True)
    readings = models.PositiveIntegerField()
    shared = models.PositiveIntegerField()
    has_no_spread = models.BooleanField()
    group = models.PositiveSmallIntegerField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user"], name="one_level_a_reader_a_version"
            ),
        ]
        triggers = [_append_only("reader_levels_are_append_only")]

    def __str__(self) -> str:
        return f"level {self.pk}"

    @property
    def error_points(self) -> float | None:
        """The standard error in points."""
        return None if self.error is None else self.error / 10


class Disagreement(models.Model):
    """A review whose total is far from what its application and its reader make one expect.

    `points` are tenths; below 0: lower.
    """

    privacy = {privacy.RECORD: ["id", "version", "review"], privacy.STAFF: ["points"]}
    history_leaves_out = "all"  # append-only: it is its own history

    version = models.ForeignKey(
        ScoreVersion, on_delete=models.PROTECT, related_name="disagreements"
    )
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    points = models.SmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["version", "pk"]  # the greatest first, as they were stored
        constraints = [
            models.UniqueConstraint(
                fields=["version", "review"], name="one_disagreement_a_review_a_version"
            ),
        ]
        triggers = [_append_only("disagreements_are_append_only")]

    def __str__(self) -> str:
        return f"disagreement {self.pk}"

    @property
    def in_words(self) -> str:
        """ "18 points higher"."""
        which = "higher" if self.points > 0 else "lower"
        return f"{round(abs(self.points) / 10)} points {which}"
