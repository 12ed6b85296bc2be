"""Draft the release in which somebody else becomes a member: a second person lets it go."""

from collections.abc import Collection
from datetime import date

from applications.models import Application, Call
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from selection.enums import OPEN_RELEASE, RELEASE_MOVES, Outcome, ReleaseStatus
from selection.models import Decision, Release
from selection.offers.replacing import free_seats
from selection.releases.actions.decide import decide_by_hand
from selection.releases.drafting import Chosen, decisions_for
from selection.releases.drift import missing_from


@action
def draft_replacement(
    *,
    by: User,
    call: Call,
    application: Application,
    reason: str,
    despite: Collection[str] = (),
    reply_by: date | None = None,
) -> Release:
    """A later release whose one new member takes a free seat; their earlier answer is replaced.

    Refused while another release is open, so that one seat is given once; where no seat is free,
    for who cannot be chosen, and for what is unusual about them and not confirmed in `despite`.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    may_move(RELEASE_MOVES, None, ReleaseStatus.DRAFT, by=by)
    release = _later_release(by=by, call=call, reply_by=reply_by)
    decide_by_hand(
        by=by,
        release=release,
        application=application,
        seen="",
        outcome=Outcome.MEMBER,
        reason=reason,
        despite=despite,
    )
    others = decisions_for(release, missing_from(release), Chosen({}), by=by)
    Decision.objects.bulk_create(others)
    return release


def _later_release(*, by: User, call: Call, reply_by: date | None) -> Release:
    """An empty draft; Refused as above."""
    earlier = Release.objects.filter(call=call)
    if open_one := earlier.filter(status__in=OPEN_RELEASE).select_related("drafted_by").first():
        message = f"{str(open_one).capitalize()} by {open_one.drafted_by} is open. Finish it first."
        raise Refused(message, "open")
    last = earlier.filter(status=ReleaseStatus.RELEASED).order_by("-number").first()
    if last is None:
        raise Refused("Nobody is a member yet: release the first decisions.", "no_release")
    if not free_seats(call):
        raise Refused("Every seat is held or offered to somebody.", "no_seat_left")
    return Release.objects.create(
        call=call,
        number=earlier.order_by("-number")[0].number + 1,
        score_version=last.score_version,
        reply_by=reply_by,
        drafted_by=by,
    )
