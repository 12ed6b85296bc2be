"""Questions about many applicants: who can be chosen, and what is decided."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Q, QuerySet, TextField

from applications.duplicates.queries import pairs_to_compare, states_of
from applications.enums import DuplicateState, ResidencyStatus
from applications.form.queries import (
    eligible_applications,
)
from applications.models import Application, Call, Neighborhood
from applications.records.queries import found_elsewhere_at, lives_elsewhere, search_entries
from core.models import User
from reviewers.queries import latest_version, ranked
from selection.enums import Caution, DecisionStatus, Outcome
from selection.models import Decision


def cautions_of(applications: Collection[int]) -> dict[int, list[Caution]]:
    """What is unusual about choosing each of these, by the application's id."""
    found = Func("pk", function="cautions_about", output_field=ArrayField(TextField()))
    rows = Application.objects.filter(pk__in=applications).order_by().values_list("pk", found)
    return {pk: [Caution(each) for each in cautions] for pk, cautions in rows}


def look_alikes_of(applications: Collection[int]) -> dict[int, list[str]]:
    """The references that somebody has still to compare with each of these, by its id."""
    found: dict[int, list[str]] = {}
    if not applications:
        return found
    half = Q(first__in=applications) | Q(second__in=applications)
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
    members = standing_decisions(call).filter(lives_elsewhere("application"))
    return members.select_related("application").annotate(
        found_at=found_elsewhere_at("application")
    )


def released_members() -> QuerySet[Decision]:
    """Released members of every call, with `lives_elsewhere`."""
    return (
        Decision.objects.filter(outcome=Outcome.MEMBER, status=DecisionStatus.RELEASED)
        .select_related("application__call")
        .annotate(lives_elsewhere=lives_elsewhere("application"))
        .order_by("released_at", "pk")
    )
