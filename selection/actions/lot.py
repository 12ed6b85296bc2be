"""The lot of a call: its source is named, it is drawn, and two people type it."""

from django.utils import timezone

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from reviewers.queries import latest_version
from selection.actions.moves import lock_board
from selection.board import current_targets
from selection.models import Lot


@action
def name_source(*, by: User, call: Call, source: str) -> Lot:
    """Say which draw will be the lot, before it is drawn; what was typed of another one goes.

    Refused without words, and once two people have typed the lot.
    """
    lot = _locked(by, call)
    source = " ".join(source.split())
    if not source:
        raise Refused("Say which draw it will be, and when.", "no_source", field="source")
    lot = lot or Lot(call=call)
    lot.source, lot.named_by, lot.named_at = source, by, timezone.now()
    _forget_typed(lot)
    lot.save()
    return lot


@action
def type_lot(*, by: User, call: Call, typed: str) -> Lot:
    """Type what was drawn: the first person for the targets and scores of now, the second the same.

    The first may type it again while nobody has confirmed it. Refused before a source is named and
    before there are targets and scores; for the second person if it is not the same, or if targets
    or scores have changed since the first.
    """
    lot = _locked(by, call)
    if lot is None:
        raise Refused("Name the draw first, before it takes place.", "no_source")
    typed = " ".join(typed.split())
    if not typed:
        raise Refused("Type what was drawn.", "no_lot", field="typed")
    targets, scores = current_targets(call), latest_version(call)
    if targets is None or scores is None:
        words = "The lot is drawn once targets are set and a version of the scores is made."
        raise Refused(words, "not_frozen")
    if lot.typed and lot.typed_by_id != by.pk:
        if (lot.target_set, lot.score_version) != (targets, scores):
            words = "Targets or scores have changed since it was drawn. Name another draw."
            raise Refused(words, "changed_since")
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


def _forget_typed(lot: Lot) -> None:
    lot.typed, lot.typed_by, lot.typed_at = "", None, None
    lot.target_set = lot.score_version = None
