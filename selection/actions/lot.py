"""The lot of a call: its source is named, it is drawn, and two people type it."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from reviewers.queries import latest_version
from selection.actions.moves import lock_board
from selection.board import current_targets
from selection.models import Lot, ReplacedDraw

AHEAD = timedelta(hours=1)  # how long before a draw it is named, at the least


@action
def name_source(
    *, by: User, call: Call, source: str, takes_place_at: datetime, reason: str = ""
) -> Lot:
    """Say which draw will be the lot, and when it takes place; one named before is kept on record.

    Refused without words, for a draw that does not lie AHEAD, without a reason where it replaces
    another one, and once two people have typed the lot.
    """
    lot = _locked(by, call)
    source, now = " ".join(source.split()), timezone.now()
    if not source:
        raise Refused("Say which draw it will be.", "no_source", field="source")
    if takes_place_at < now + AHEAD:
        words = "Name a draw that is at least an hour ahead, so that nobody knows its result."
        raise Refused(words, "not_ahead", field="takes_place_at")
    if lot:
        _replace(lot, by, now, reason.strip())
    lot = lot or Lot(call=call)
    lot.source, lot.takes_place_at, lot.named_by, lot.named_at = source, takes_place_at, by, now
    lot.typed, lot.typed_by, lot.typed_at = "", None, None
    lot.target_set = lot.score_version = None
    lot.save()
    return lot


@action
def type_lot(*, by: User, call: Call, typed: str) -> Lot:
    """Type what was drawn: the first person for the targets and scores of now, the second the same.

    The first may type it again while nobody has confirmed it. Refused before the draw has taken
    place, and where targets or scores are missing or were made after it; for the second person if
    it is not the same.
    """
    lot = _drawn(_locked(by, call))
    typed = " ".join(typed.split())
    if not typed:
        raise Refused("Type what was drawn.", "no_lot", field="typed")
    targets, scores = current_targets(call), latest_version(call)
    if targets is None or scores is None:
        words = "The lot is drawn once targets are set and a version of the scores is made."
        raise Refused(words, "not_frozen")
    was_for = (lot.target_set, lot.score_version) if lot.typed else (targets, scores)
    if was_for != (targets, scores) or not lot.is_later_than(targets, scores):
        words = "Targets or scores have changed since it was drawn. Name another draw."
        raise Refused(words, "changed_since")
    if lot.typed and lot.typed_by_id != by.pk:
        if lot.typed != typed:
            words = f"That is not what {lot.typed_by} typed. Look at the draw again, both of you."
            raise Refused(words, "not_the_same", field="typed")
        lot.confirmed_by, lot.confirmed_at = by, timezone.now()
    else:
        lot.typed, lot.typed_by, lot.typed_at = typed, by, timezone.now()
        lot.target_set, lot.score_version = targets, scores
    lot.save()
    return lot


def _locked(by: User, call: Call) -> Lot | None:
    """The lot of a call, changed by one person at a time; Refused once it is confirmed."""
    lock_board(by=by, call=call)
    lot = Lot.objects.filter(call=call).select_related("typed_by").first()
    if lot and lot.confirmed_at:
        raise Refused("The lot is drawn, and stays as it is.", "drawn")
    return lot


def _drawn(lot: Lot | None) -> Lot:
    """The lot whose draw has taken place."""
    if lot is None:
        raise Refused("Name the draw first, before it takes place.", "no_source")
    if lot.takes_place_at is None:
        raise Refused("Name the draw once more, and say when it takes place.", "no_time")
    if timezone.now() < lot.takes_place_at:
        when = date_format(localtime(lot.takes_place_at), "M j, Y, P")
        raise Refused(f"The draw takes place on {when}. Type it then.", "not_yet")
    return lot


def _replace(lot: Lot, by: User, now: datetime, reason: str) -> None:
    if not reason:
        raise Refused("Say why there is to be another draw.", "no_reason", field="reason")
    kept = ("source", "takes_place_at", "named_by", "named_at", "typed", "typed_by", "typed_at")
    ReplacedDraw.objects.create(
        call=lot.call,
        by=by,
        at=now,
        reason=reason,
        **{name: getattr(lot, name) for name in kept},
    )
