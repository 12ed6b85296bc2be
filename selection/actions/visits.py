"""Note who looks at the board."""

from datetime import timedelta

from django.utils import timezone

from applications.models import Call
from core.actions import action
from core.models import User
from selection.models import BoardVisit

GONE = timedelta(seconds=60)  # without a sign of life: they have left the board


@action
def note_visit(*, by: User, call: Call, is_caught_up: bool = False) -> BoardVisit:
    """Somebody looks at the board, or has just changed it and so has seen what others did.

    Who comes back after a while finds new what was done since they left.
    """
    now = timezone.now()
    before = BoardVisit.objects.filter(call=call, user=by).first()
    visit = BoardVisit(call=call, user=by, at=now, caught_up_at=now)
    if before and not is_caught_up:
        has_left = before.at < now - GONE
        visit.caught_up_at = before.at if has_left else before.caught_up_at
    BoardVisit.objects.bulk_create(
        [visit],
        update_conflicts=True,
        unique_fields=["call", "user"],
        update_fields=["at", "caught_up_at"],
    )
    return visit
