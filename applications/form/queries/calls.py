"""Which call a page is about, where its address does not say so."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from applications.enums import CallState
from applications.models import Application, Call


def by_turn(calls: Iterable[Call]) -> list[Call]:
    """Those open now, the first to close first; those closed, the last first; those to open.

    Those that are not published come after all others.
    """
    now = timezone.now()
    return sorted(calls, key=lambda call: _turn(call, now))


def _turn(call: Call, moment: datetime) -> tuple[int, float]:
    if not call.is_published:
        return 3, call.opens_at.timestamp()
    state = call.state_at(moment)
    if state == CallState.UPCOMING:
        return 2, call.opens_at.timestamp()
    if state == CallState.CLOSED:
        return 1, -call.closes_at.timestamp()
    return 0, call.closes_at.timestamp()


def call_at_work(asked: str) -> tuple[Call | None, list[Call]]:
    """The call under the slug `asked`, or whose turn it is; and those to choose from, if any.

    To choose from are those that somebody applied to, and the call itself. One statement. A slug
    that no call has is a 404: another call's figures in its place would be taken for its own.
    """
    applied = Exists(Application.objects.filter(call=OuterRef("pk")))
    calls = by_turn(Call.objects.annotate(is_applied_to=applied))
    published = [each for each in calls if each.is_published]
    call = published[0] if published else None
    if asked:
        call = next((each for each in calls if each.slug == asked), None)
        if call is None:
            raise Http404
    offered = [each for each in calls if each == call or each.is_published and each.is_applied_to]
    return call, offered if len(offered) > 1 else []
