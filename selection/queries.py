"""Questions about many applicants: the pool and the chosen against the targets."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Replace

from applications.duplicates.queries import pairs_to_compare, states_of
from applications.enums import DuplicateState, PlaceKind, ResidencyStatus
from applications.form.queries import (
    applicants_by_neighborhood,
    clusters,
    clusters_of,
    eligible_applications,
    neighborhoods,
)
from applications.models import Application, Call, Cluster, Neighborhood
from applications.records.queries import found_elsewhere_at, lives_elsewhere, search_entries
from core.models import User
from reviewers.queries import latest_version, ranked, results_of
from selection.enums import Balance, Caution, DecisionStatus, Outcome
from selection.models import Decision, Target

NONE, OPEN = "none", "open"  # filters of the board: no neighborhood named, no seat given


@dataclass(frozen=True)
class TargetRow:
    """One target, with how many people applied and how many are chosen.

    `elsewhere` are chosen, too, but found to live elsewhere: they fill no seat and count toward no
    target.
    """

    target: Target
    applicants: int
    chosen: int
    elsewhere: int

    @property
    def balance(self) -> Balance:
        """Short of the minimum, over the maximum, or met."""
        if self.chosen < self.target.minimum:
            return Balance.SHORT
        return Balance.OVER if self.chosen > self.target.maximum else Balance.MET


@dataclass(frozen=True)
class Representation:
    """Who has applied and who is chosen so far, against the targets.

    `absent` are the neighborhoods that nobody applied from yet; `unplaced` counts the applicants
    who count toward no target; `elsewhere` is as in TargetRow.
    """

    targets: list[TargetRow]
    absent: list[Neighborhood]
    unplaced: int
    chosen: int
    elsewhere: int

    @property
    def short(self) -> list[TargetRow]:
        """Targets with fewer members than their minimum."""
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
    # A paper application may lack a neighborhood.
    applied, absent = Counter({None: applicants.get(None, 0)}), []
    for place in neighborhoods():
        applied[place.cluster_id] += applicants.get(place.pk, 0)
        if place.kind == PlaceKind.PLACE and place.pk not in applicants:
            absent.append(place)
    members = dict(decisions_of(call).values_list("application", "lives_elsewhere"))
    chosen, elsewhere = Counter(), Counter()
    for member, cluster in clusters_of(list(members)).items():
        (elsewhere if members[member] else chosen)[cluster] += 1
    counts = (applied, chosen, elsewhere)
    targets = Target.objects.filter(call=call).select_related("cluster")
    return Representation(
        targets=[
            TargetRow(target, *(counted[target.cluster_id] for counted in counts))
            for target in targets
        ],
        absent=absent,
        unplaced=applied[None],
        chosen=len(members) - sum(members.values()),
        elsewhere=sum(members.values()),
    )


@dataclass(frozen=True)
class Candidate:
    """One applicant as the board shows them: no name, no contact.

    Somebody who `lives_elsewhere` cannot be chosen.
    """

    application: Application
    place: int | None
    mean: Decimal | None
    cluster: Cluster | None
    decision: Decision | None
    lives_elsewhere: bool
    cautions: list[Caution]
    look_alikes: list[str]  # references


def candidates_found(call: Call, filters: Mapping[str, str]) -> QuerySet[Any]:
    """Entries of the search index of those in a call who fit.

    `filters` are slugs of a cluster and a neighborhood, a part of a reference, and how their seat
    stands: a DecisionStatus, or OPEN.
    """
    neighborhood = filters.get("neighborhood", "")
    entries = search_entries({"call": call.slug, "neighborhood": neighborhood})
    if cluster := filters.get("cluster"):
        in_none = Q(neighborhood=None) | Q(neighborhood__cluster=None)
        in_it = in_none if cluster == NONE else Q(neighborhood__cluster__slug=cluster)
        entries = entries.filter(in_it)
    if seat := filters.get("seat"):
        decided = standing_decisions(call).values("application")
        if seat == OPEN:
            entries = entries.exclude(pk__in=decided)
        else:
            entries = entries.filter(pk__in=decided.filter(status=seat))
    if reference := filters.get("reference"):
        symbols = Replace("application__reference", Value("-"), Value(""))
        part = "".join(filter(str.isalnum, reference)).upper()
        entries = entries.annotate(symbols=symbols).filter(symbols__contains=part)
    return entries


def candidates_of(
    call: Call, numbers: Sequence[int], ranking: Sequence[int] = ()
) -> list[Candidate]:
    """The applications with these numbers, in their order; `ranking` as in `results_of`."""
    by_id = {cluster.pk: cluster for cluster in clusters()}
    cluster_ids = clusters_of(numbers)
    decisions = {d.application_id: d for d in decisions_of(call).filter(application__in=numbers)}
    elsewhere = Application.objects.filter(lives_elsewhere(), pk__in=numbers)
    barred = set(elsewhere.values_list("pk", flat=True))
    cautions, look_alikes = cautions_of(numbers), look_alikes_of(numbers)
    return [
        Candidate(
            application=result.application,
            place=result.place,
            mean=result.mean,
            cluster=by_id.get(cluster_ids.get(result.application.pk)),
            decision=decisions.get(result.application.pk),
            lives_elsewhere=result.application.pk in barred,
            cautions=cautions[result.application.pk],
            look_alikes=look_alikes.get(result.application.pk, []),
        )
        for result in results_of(call, numbers, ranking=ranking, version=latest_version(call))
    ]


def cautions_of(applications: Collection[int]) -> dict[int, list[Caution]]:
    """What is unusual about choosing each of these, by the application's id."""
    found = Func("pk", function="cautions_about", output_field=ArrayField(TextField()))
    rows = Application.objects.filter(pk__in=applications).order_by().values_list("pk", found)
    return {pk: [Caution(each) for each in cautions] for pk, cautions in rows}


def look_alikes_of(applications: Collection[int]) -> dict[int, list[str]]:
    """The references that somebody has still to compare with each of these, by its id."""
    half = Q(first__in=applications) | Q(second__in=applications)
    found: dict[int, list[str]] = {}
    for pair in pairs_to_compare().filter(half):
        found.setdefault(pair.first_id, []).append(pair.second.reference)
        found.setdefault(pair.second_id, []).append(pair.first.reference)
    return found


def standing_decisions(call: Call) -> QuerySet[Decision]:
    """Members chosen so far, pending and released; a seat is empty again once they withdraw."""
    eligible = eligible_applications().filter(call=call)
    return Decision.objects.filter(application__in=eligible, outcome=Outcome.MEMBER)


def decisions_of(call: Call) -> QuerySet[Decision]:
    """The same with who decided and `lives_elsewhere`: found since, they cannot be released."""
    decisions = standing_decisions(call).select_related("application", "decided_by", "released_by")
    return decisions.annotate(lives_elsewhere=lives_elsewhere("application"))


def seated(call: Call) -> QuerySet[Decision]:
    """Those of them who fill a seat: who lives elsewhere fills none."""
    return decisions_of(call).filter(lives_elsewhere=False)


def decision_of(application: Application) -> Decision | None:
    """The decision on it, also after it was withdrawn; with `lives_elsewhere` as above."""
    decisions = Decision.objects.filter(application=application)
    decisions = decisions.select_related("decided_by", "released_by")
    return decisions.annotate(lives_elsewhere=lives_elsewhere("application")).first()


@dataclass(frozen=True)
class DecisionRow:
    """A decision with what a second person must see before releasing it.

    `applicant` has `mean` and `reviews_submitted`.
    """

    decision: Decision
    applicant: Application
    neighborhood: Neighborhood | None
    residency: ResidencyStatus
    duplicate: DuplicateState | None

    def may_release(self, person: User) -> bool:
        """Whether this person can be the second one for it now."""
        is_open = self.decision.status == DecisionStatus.PENDING
        return (
            is_open
            and not self.decision.lives_elsewhere
            and self.decision.decided_by_id != person.pk
        )


def decision_rows(call: Call) -> list[DecisionRow]:
    """The decisions of a call, pending ones first; a fixed number of queries."""
    decisions = list(decisions_of(call).order_by("status", "decided_at"))
    numbers = [decision.application_id for decision in decisions]
    entries = search_entries({"call": call.slug}).filter(pk__in=numbers).in_bulk()
    applicants = ranked(call, latest_version(call)).filter(pk__in=numbers).in_bulk()
    duplicates = states_of(numbers)
    return [
        DecisionRow(
            decision=decision,
            applicant=applicants[decision.application_id],
            neighborhood=entries[decision.application_id].neighborhood,
            residency=ResidencyStatus(entries[decision.application_id].residency),
            duplicate=duplicates.get(decision.application_id),
        )
        for decision in decisions
        if decision.application_id in applicants  # unless it was withdrawn just now
    ]


def pending_decisions(call: Call) -> QuerySet[Decision]:
    """What a second person still has to release."""
    return decisions_of(call).filter(status=DecisionStatus.PENDING)


def members_elsewhere(call: Call) -> QuerySet[Decision]:
    """Members, released or not, who are found to live elsewhere; with `found_at`, when."""
    found_at = found_elsewhere_at("application")
    return decisions_of(call).filter(lives_elsewhere=True).annotate(found_at=found_at)


def released_members() -> QuerySet[Decision]:
    """Released members of every call, with `lives_elsewhere`."""
    return (
        Decision.objects.filter(outcome=Outcome.MEMBER, status=DecisionStatus.RELEASED)
        .select_related("application__call")
        .annotate(lives_elsewhere=lives_elsewhere("application"))
        .order_by("released_at", "pk")
    )
