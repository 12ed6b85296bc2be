"""Questions about many applicants: the pool and the chosen against the targets."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from applications.enums import PlaceKind
from applications.form.queries import (
    applicants_by_neighborhood,
    cluster_of_each_applicant,
    clusters,
    eligible_applications,
    neighborhoods,
    neighborhoods_of,
)
from applications.models import Application, Call, Cluster, Neighborhood
from applications.records.queries import lives_elsewhere
from reviewers.queries import means_of, with_review_counts
from selection.enums import Balance, DecisionStatus, Outcome
from selection.models import Decision, Target


@dataclass(frozen=True)
class TargetRow:
    """One target, with how many people applied and how many are chosen."""

    target: Target
    applicants: int
    chosen: int

    @property
    def balance(self) -> Balance:
        """Short of the minimum, over the maximum, or met."""
        if self.chosen < self.target.minimum:
            return Balance.SHORT
        return Balance.OVER if self.chosen > self.target.maximum else Balance.MET


@dataclass(frozen=True)
class Representation:
    """Who has applied and who is chosen so far, against the targets.

    `absent` are the neighborhoods that nobody applied from yet.
    """

    targets: list[TargetRow]
    absent: list[Neighborhood]
    chosen: int

    @property
    def short(self) -> list[TargetRow]:
        """Targets with fewer members chosen than their minimum."""
        return [row for row in self.targets if row.balance == Balance.SHORT]

    @property
    def lacking_applicants(self) -> list[TargetRow]:
        """Targets with fewer applicants than their minimum."""
        return [row for row in self.targets if row.applicants < row.target.minimum]

    @property
    def is_anybody_missing(self) -> bool:
        """Whether a target lacks applicants, or nobody applied from some neighborhood."""
        return bool(self.lacking_applicants or self.absent)


def representation_of(call: Call) -> Representation:
    """Counted by the database, in a fixed number of queries."""
    applicants = applicants_by_neighborhood(call)
    members = neighborhoods_of([decision.application for decision in decisions_of(call)])
    applied, absent = Counter[int | None](), []
    for place in neighborhoods():
        applied[place.cluster_id] += applicants.get(place.pk, 0)
        if place.kind == PlaceKind.PLACE and place.pk not in applicants:
            absent.append(place)
    # A paper application may lack a neighborhood: it counts toward no target.
    chosen = Counter(place and place.cluster_id for place in members.values())
    targets = Target.objects.filter(call=call).select_related("cluster")
    return Representation(
        targets=[TargetRow(t, applied[t.cluster_id], chosen[t.cluster_id]) for t in targets],
        absent=absent,
        chosen=len(members),
    )


@dataclass(frozen=True)
class Candidate:
    """One applicant as the board shows them: no name, no contact."""

    application: Application  # with `lives_elsewhere`: cannot be chosen
    cluster: Cluster | None
    mean: Decimal | None
    decision: Decision | None


@dataclass(frozen=True)
class Board:
    """All eligible applications, best score first, and the targets."""

    candidates: list[Candidate]
    targets: list[TargetRow]
    unplaced: int
    chosen: int


def board_of(call: Call) -> Board:
    """The board of a call; a fixed number of queries whatever its size."""
    cluster_ids = cluster_of_each_applicant(call)
    by_id = {cluster.pk: cluster for cluster in clusters()}
    applications = list(with_review_counts(call).annotate(lives_elsewhere=lives_elsewhere()))
    means = means_of(applications)
    decisions = {d.application_id: d for d in decisions_of(call)}
    candidates = [
        Candidate(a, by_id.get(cluster_ids[a.pk]), means.get(a.pk), decisions.get(a.pk))
        for a in applications
    ]
    candidates.sort(key=lambda c: (c.mean is None, -(c.mean or 0), c.application.reference))
    applied = Counter(cluster_ids.values())
    chosen = Counter(cluster_ids[application] for application in decisions)
    targets = Target.objects.filter(call=call).select_related("cluster")
    return Board(
        candidates=candidates,
        targets=[TargetRow(t, applied[t.cluster_id], chosen[t.cluster_id]) for t in targets],
        unplaced=applied[None],
        chosen=len(decisions),
    )


def decisions_of(call: Call) -> QuerySet[Decision]:
    """Members chosen so far, pending and released; a seat is empty again once they withdraw.

    With `lives_elsewhere`: somebody found after the choice not to be a resident cannot be released.
    """
    decisions = Decision.objects.filter(
        application__in=eligible_applications().filter(call=call), outcome=Outcome.MEMBER
    ).select_related("application", "decided_by", "released_by")
    return decisions.annotate(lives_elsewhere=lives_elsewhere("application"))


def decision_of(application: Application) -> Decision | None:
    """The decision on it, also after it was withdrawn; with `lives_elsewhere` as above."""
    decisions = Decision.objects.filter(application=application)
    decisions = decisions.select_related("decided_by", "released_by")
    return decisions.annotate(lives_elsewhere=lives_elsewhere("application")).first()


def pending_decisions(call: Call) -> QuerySet[Decision]:
    """What a second person still has to release."""
    return decisions_of(call).filter(status=DecisionStatus.PENDING)


def released_members() -> QuerySet[Decision]:
    """Released members of every call."""
    return (
        Decision.objects.filter(outcome=Outcome.MEMBER, status=DecisionStatus.RELEASED)
        .select_related("application__call")
        .order_by("released_at", "pk")
    )
