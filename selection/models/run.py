"""Runs of the solver: what it was asked, how it goes, and what it answered."""

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Application, Call
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.pills import Pill
from reviewers.models import ScoreVersion
from selection.enums import UNDER_WAY, RunKind, RunStatus
from selection.models.target import TargetSet

LARGE = ("request", "result", "proof")  # columns of a run: may be megabytes


class Run(models.Model):
    """One run. Its input is frozen when it is asked for, with numbers instead of references.

    A proposal that was found is followed by a run that works out its costs and how firm it is; only
    proposals have numbers.

    `request` is what the solver reads, `digest` the SHA-256 of its canonical form. `basis` has the
    ids of the locks and pairs that stood then. `result` and `proof` are the solver's answer. While
    it runs a process beats its heart every few seconds; one that stopped is marked as cut off.
    `progress` is the stage and its figures.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "number",
            "kind",
            "follows",
            "target_set",
            "score_version",
            "status",
            "request",
            "digest",
            "basis",
            "lot",
            "progress",
            "result",
            "proof",
            "failure",
            "asked_at",
            "started_at",
            "heartbeat_at",
            "ended_at",
        ],
        privacy.STAFF: ["asked_by", "cancelled_by"],
    }
    history_leaves_out = "all"  # never changed once finished: it is its own history

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=RunKind, default=RunKind.PROPOSE)
    target_set = models.ForeignKey(TargetSet, on_delete=models.PROTECT, related_name="runs")
    score_version = models.ForeignKey(ScoreVersion, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    status = models.CharField(max_length=12, choices=RunStatus, default=RunStatus.QUEUED)
    request = models.JSONField()
    digest = models.CharField(max_length=64)
    basis = models.JSONField(default=dict)
    lot = models.CharField(max_length=100, blank=True)
    progress = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    proof = models.JSONField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        default_permissions = ()
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_run_a_number"),
            models.UniqueConstraint(
                fields=["call", "kind"],
                condition=Q(status__in=UNDER_WAY),
                name="one_run_of_a_kind_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status=RunStatus.QUEUED, started_at=None, ended_at=None)
                | Q(status=RunStatus.RUNNING, ended_at=None)
                & Q(started_at__isnull=False, heartbeat_at__isnull=False)
                | ~Q(status__in=UNDER_WAY) & Q(ended_at__isnull=False),
                name="a_run_says_when_it_started_and_ended",
            ),
            models.CheckConstraint(
                condition=~Q(status=RunStatus.DONE)
                | Q(result__isnull=False) & (Q(proof__isnull=False) | ~Q(kind=RunKind.PROPOSE)),
                name="a_proposal_that_is_done_has_a_proof",
            ),
            models.CheckConstraint(
                condition=Q(kind=RunKind.EXPLAIN, follows__isnull=False, number=None)
                | Q(kind=RunKind.PROPOSE, follows=None, number__isnull=False),
                name="costs_and_firmness_are_of_a_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(status=RunStatus.FAILED) | ~Q(failure=""),
                name="a_run_that_was_cut_off_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_finished_run_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status__in=[str(each) for each in UNDER_WAY]),
            ),
            pgtrigger.Protect(
                name="what_a_run_was_asked_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "call",
                    "number",
                    "kind",
                    "follows",
                    "target_set",
                    "score_version",
                    "request",
                    "digest",
                    "basis",
                    "lot",
                    "asked_by",
                    "asked_at",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}" if self.number else str(self.get_kind_display())

    @property
    def pill(self) -> Pill:
        """How staff see its status."""
        return RunStatus(self.status).pill

    @property
    def found(self) -> Mapping[str, Any] | None:
        """The best panel for the most seats that can be filled, as the solver wrote it."""
        options = (self.result or {}).get("options", [])
        found = [each for each in options if each["panel"]]
        return found[-1] if found else None

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.status in UNDER_WAY


class RunPerson(models.Model):
    """Who was meant by a number in a run, and what the run found for them.

    `score` is in the run's unit, `error` its standard error. `price` is how much less the best
    total would be at least with them in it, or without them if they sit; None where no run says.
    `firmness` is in how many of 1,000 redraws they sit. Erasing somebody deletes their row.
    """

    privacy = {
        privacy.RECORD: ["id", "run", "number", "is_member", "price", "firmness"],
        privacy.ANSWER: ["application", "salt", "score", "error"],
    }
    leads_to_applicant = "application"
    history_leaves_out = "all"  # made once

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="people")
    number = models.PositiveIntegerField()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    salt = models.BinaryField(max_length=16)
    score = models.BigIntegerField()
    error = models.PositiveIntegerField(default=0)
    is_member = models.BooleanField(default=False)
    price = models.BigIntegerField(null=True)
    firmness = models.PositiveSmallIntegerField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "people of a run"
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_person_a_number"),
            models.UniqueConstraint(fields=["run", "application"], name="nobody_is_in_a_run_twice"),
            models.CheckConstraint(
                condition=Q(firmness=None) | Q(firmness__lte=1000),
                name="firmness_is_out_of_a_thousand",
            ),
        ]
        triggers = [
            refuse_practice_rows(name="practice_is_in_no_run", application="NEW.application_id")
        ]

    def __str__(self) -> str:
        return f"number {self.number}"


class Relaxation(models.Model):
    """One way out of targets that cannot all be met; one of a run is chosen, with a reason.

    `rows` are the bounds that give way, `seats` another number of seats instead. `cost` is in
    1/10,000 of a seat; `total` is the best panel's, in the run's unit, `members` its numbers.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "run",
            "option",
            "rows",
            "seats",
            "cost",
            "total",
            "members",
            "chosen_at",
        ],
        privacy.STAFF: ["chosen_by", "reason"],
    }
    history_leaves_out = "all"  # changed once, when it is chosen

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="relaxations")
    option = models.PositiveSmallIntegerField()
    rows = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(null=True)
    cost = models.PositiveIntegerField(null=True)
    total = models.BigIntegerField(null=True)
    members = models.JSONField(default=list)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["run", "option"]
        constraints = [
            models.UniqueConstraint(fields=["run", "option"], name="one_relaxation_an_option"),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(chosen_at__isnull=False),
                name="one_relaxation_is_chosen_a_run",
            ),
            models.CheckConstraint(
                condition=Q(chosen_by=None, chosen_at=None, reason="")
                | Q(chosen_by__isnull=False, chosen_at__isnull=False) & ~Q(reason=""),
                name="a_chosen_relaxation_says_who_when_and_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_chosen_relaxation_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__chosen_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"option {self.option}"
