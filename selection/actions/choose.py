"""Choose members, take a choice back, set targets."""

from applications.enums import ApplicationStatus
from applications.form.queries import eligible_applications
from applications.models import Application, Call, Cluster
from applications.records.queries import lives_elsewhere
from core.actions import action
from core.models import User
from core.states import may_move
from selection.enums import DECISION_MOVES, DecisionStatus, Outcome
from selection.models import Decision, Target
from selection.queries import decisions_of


class NoSeatLeft(Exception):
    """As many members are chosen as the call has seats."""


class Withdrawn(Exception):
    """The person has withdrawn and cannot be chosen."""


class NotCounted(Exception):
    """It came late, and no coordinator has said that it counts."""


class SetAside(Exception):
    """Another application of the same person counts in its place."""


class NotAResident(Exception):
    """The person does not live in the city."""


class AlreadyReleased(Exception):
    """A released decision stands."""


@action
def choose_member(*, by: User, application: Application) -> Decision:
    """Give `application` a seat, pending release. Again is the same.

    Raises NoSeatLeft, Withdrawn, NotCounted, SetAside and NotAResident.
    """
    # Lock the call's row, so that two people cannot give away the same last seat.
    call = Call.objects.select_for_update().get(pk=application.call_id)
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.status == ApplicationStatus.WITHDRAWN:
        raise Withdrawn
    if application.status != ApplicationStatus.RECEIVED:
        raise NotCounted
    if not eligible_applications().filter(pk=application.pk).exists():
        raise SetAside
    if Application.objects.filter(lives_elsewhere(), pk=application.pk).exists():
        raise NotAResident
    decisions = decisions_of(call)
    if chosen := decisions.filter(application=application).first():
        return chosen
    may_move(DECISION_MOVES, None, DecisionStatus.PENDING, by=by)
    if decisions.count() >= call.seats:
        raise NoSeatLeft
    return Decision.objects.create(application=application, outcome=Outcome.MEMBER, decided_by=by)


@action
def withdraw_choice(*, by: User, application: Application) -> None:
    """Take back a pending choice; history keeps that it was made. Raises AlreadyReleased."""
    decision = Decision.objects.select_for_update().filter(application=application).first()
    if decision is None:
        return
    if not may_move(DECISION_MOVES, decision.status, None, by=by):
        raise AlreadyReleased
    decision.delete()


@action
def set_target(
    *, by: User | None, call: Call, cluster: Cluster, minimum: int, maximum: int, source: str
) -> Target:
    """Ask for `minimum` to `maximum` members from one cluster; `source` says where that is from."""
    figures = {"minimum": minimum, "maximum": maximum, "source": source}
    return Target.objects.update_or_create(call=call, cluster=cluster, defaults=figures)[0]
