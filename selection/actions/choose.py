"""Choose members, take a choice back, set targets."""

from collections.abc import Collection

from applications.enums import ApplicationStatus
from applications.form.queries import eligible_applications
from applications.models import Application, Call, Cluster
from applications.records.queries import lives_elsewhere
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from selection.enums import DECISION_MOVES, DecisionStatus, Outcome
from selection.models import Decision, Target
from selection.queries import cautions_of, decisions_of, seated


@action
def choose_member(*, by: User, application: Application, despite: Collection[str] = ()) -> Decision:
    """Give `application` a seat, pending release. Again is the same.

    `despite` is what whoever chooses has confirmed, as Caution has it. Refused for what is unusual
    beside that, when no seat is left, when the person withdrew or lives elsewhere, and when the
    application came late or another of the same person counts.
    """
    # Lock the call's row, so that two people cannot give away the same last seat.
    call = Call.objects.select_for_update().get(pk=application.call_id)
    application = Application.objects.select_for_update().get(pk=application.pk)
    name = application.reference
    if application.status == ApplicationStatus.WITHDRAWN:
        raise Refused(f"{name} has withdrawn and cannot be chosen.", "withdrawn")
    if application.status != ApplicationStatus.RECEIVED:
        raise Refused(f"{name} came late. Decide first whether it counts.", "not_counted")
    if not eligible_applications().filter(pk=application.pk).exists():
        raise Refused(f"{name} does not count: another of the same person does.", "set_aside")
    if Application.objects.filter(lives_elsewhere(), pk=application.pk).exists():
        raise Refused(f"{name} is not a resident and cannot be chosen.", "not_a_resident")
    if chosen := decisions_of(call).filter(application=application).first():
        return chosen
    may_move(DECISION_MOVES, None, DecisionStatus.PENDING, by=by)
    if seated(call).count() >= call.seats:
        raise Refused("All seats are taken. Take somebody off first.", "no_seat_left")
    cautions = cautions_of([application.pk])[application.pk]
    if new := [caution.label for caution in cautions if caution not in despite]:
        raise Refused(f"{name}: {', '.join(new)}. Confirm that first.", "not_confirmed")
    return Decision.objects.create(
        application=application, outcome=Outcome.MEMBER, decided_by=by, despite=cautions
    )


@action
def withdraw_choice(*, by: User, application: Application) -> None:
    """Take back a pending choice; history keeps that it was made. Refused once released."""
    decision = Decision.objects.select_for_update().filter(application=application).first()
    if decision is None:
        return
    if not may_move(DECISION_MOVES, decision.status, None, by=by):
        message = f"{application.reference} is released. A released decision stands."
        raise Refused(message, "already_released")
    decision.delete()


@action
def set_target(
    *, by: User | None, call: Call, cluster: Cluster, minimum: int, maximum: int, source: str
) -> Target:
    """Ask for `minimum` to `maximum` members from one cluster; `source` says where that is from."""
    figures = {"minimum": minimum, "maximum": maximum, "source": source}
    return Target.objects.update_or_create(call=call, cluster=cluster, defaults=figures)[0]
