"""Who gets which answer in a draft, and why: the rule before anybody changes it by hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from applications.enums import ApplicationStatus
from applications.models import Application
from applications.records.queries import lives_elsewhere
from core.models import User
from selection.board import standing_locks
from selection.enums import Caution, Direction, LockKind, MoveKind, Outcome
from selection.models import Decision, MovePerson, Panel, Release, RunPerson

TOO_LATE = "It came after the deadline."
COVERS = "Covers best for members who leave."
ON_THE_PANEL = "On the panel."


@dataclass(frozen=True)
class Chosen:
    """Whom a panel makes members, and who steps in after them, each with what was confirmed."""

    members: Mapping[int, Collection[Caution]]
    reserves: Sequence[int] = ()


def decisions_for(
    release: Release, applications: Iterable[Application], chosen: Chosen, *, by: User
) -> list[Decision]:
    """One for each of these applications, unsaved."""
    found = list(applications)
    elsewhere = set(
        Application.objects.filter(lives_elsewhere(), call=release.call).values_list(
            "pk", flat=True
        )
    )
    reasons = reasons_of(release.panel, chosen.members) if release.panel else {}
    ranks = {pk: rank for rank, pk in enumerate(chosen.reserves, start=1)}
    made = []
    for application in found:
        decision = Decision(release=release, application=application, decided_by=by)
        if application.status == ApplicationStatus.REFUSED:
            decision.outcome, decision.reason = Outcome.NOT_ELIGIBLE, TOO_LATE
        elif application.pk in elsewhere:
            decision.outcome = Outcome.NOT_ELIGIBLE
            decision.reason = f"Does not live in {release.call.city}."
        elif application.pk in chosen.members:
            decision.outcome = Outcome.MEMBER
            decision.despite = list(chosen.members[application.pk])
            decision.reason, decision.by_hand = reasons.get(application.pk, (ON_THE_PANEL, False))
        elif application.pk in ranks:
            decision.outcome, decision.rank = Outcome.RESERVE, ranks[application.pk]
            decision.reason = COVERS
        else:
            decision.outcome = Outcome.NOT_CHOSEN
        made.append(decision)
    return made


def reasons_of(panel: Panel, members: Collection[int]) -> dict[int, tuple[str, bool]]:
    """Why each sits in a panel, and whether somebody put them there by hand.

    Who is in the best panel sits for that, also where somebody had taken them in before.
    """
    locks = {each.application_id: each for each in standing_locks(panel.call)}
    came = MovePerson.objects.filter(
        move__panel__call=panel.call,
        application__in=members,
        direction=Direction.IN,
        move__at__lte=panel.saved_at,
    ).select_related("move__run")
    last = {each.application_id: each.move for each in came.order_by("move__number")}
    best = set(
        RunPerson.objects.filter(run=panel.run_id, is_member=True).values_list(
            "application", flat=True
        )
    )
    reasons = {}
    for pk in members:
        lock, move = locks.get(pk), last.get(pk)
        if lock and lock.kind == LockKind.IN:
            reasons[pk] = f"Always in: {lock.reason}", True
        elif pk in best:
            reasons[pk] = f"In the best panel, {panel.run}.", False
        elif move and move.kind == MoveKind.PUT and move.run:
            reasons[pk] = f"In the best panel, {move.run}.", False
        elif move and move.kind == MoveKind.CHANGE:
            reasons[pk] = move.reason, True
    return reasons
