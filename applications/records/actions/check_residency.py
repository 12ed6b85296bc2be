"""Record a residency check."""

from django.db import IntegrityError, transaction

from applications.enums import RESIDENCY_MOVES, ResidencyStatus
from applications.form.queries.details import moves_away_of
from applications.models import Application, ResidencyCheck
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move


@action
def check_residency(
    *, by: User, application: Application, status: ResidencyStatus, reason: str, seen: int
) -> ResidencyCheck:
    """Add a check after the one that `by` saw (`seen` is its number, 0 for none).

    Refused if somebody else has checked since, and if the status is the same, unless they may
    have moved away since.
    """
    before = ResidencyCheck.objects.filter(application=application).order_by("-number").first()
    if (before.number if before else 0) != seen:
        raise ChangedMeanwhile
    start = before.status if before else ResidencyStatus.UNVERIFIED
    if application.pk in moves_away_of([application.pk]):
        start = ResidencyStatus.UNVERIFIED  # the last check was of another home
    if not may_move(RESIDENCY_MOVES, start, status, by=by):
        raise Refused("It says so already.", "nothing_new", field="status")
    try:
        with transaction.atomic():  # of two at once, the second violates the unique number
            return ResidencyCheck.objects.create(
                application=application, number=seen + 1, status=status, reason=reason, by=by
            )
    except IntegrityError as taken:
        raise ChangedMeanwhile() from taken
