"""Add, move and remove what a call consists of: sections, questions and their choices."""

from django.db import transaction
from django.db.models import F

from applications.form import definition
from applications.form.call_parts import Piece, call_of, is_frozen, siblings_of
from applications.models import Call, CallSection, Question
from core.actions import action
from core.models import User


class Frozen(Exception):
    """The call is open, or somebody has begun: its questions stand as they are."""


@action
def add_piece(*, by: User | None, piece: Piece) -> Piece:
    """Store a new section, question or choice at the end of its list. Raises Frozen."""
    _lock(piece)
    piece.order = siblings_of(piece).count()
    piece.save()
    return piece


@action
def move_piece(*, by: User | None, piece: Piece, later: bool) -> None:
    """Change places with the neighbor; at the end of the list nothing happens. Raises Frozen.

    A question changes places with the next one of its own part of the form.
    """
    _lock(piece)
    piece.refresh_from_db()
    others = siblings_of(piece)
    if isinstance(piece, Question):
        others = others.filter(part=piece.part)
    if later:
        neighbor = others.filter(order__gt=piece.order).first()
    else:
        neighbor = others.filter(order__lt=piece.order).last()
    if neighbor is not None:
        piece.order, neighbor.order = neighbor.order, piece.order
        piece.save(update_fields=["order"])
        neighbor.save(update_fields=["order"])


@action
def remove_piece(*, by: User | None, piece: Piece) -> None:
    """Delete it with its words in every language, and close the gap. Raises Frozen."""
    _lock(piece)
    piece.refresh_from_db()
    after = siblings_of(piece).filter(order__gt=piece.order)
    piece.delete()
    after.update(order=F("order") - 1)


def _lock(piece: Piece) -> None:
    """The call's row is the queue: one change of its parts after the other."""
    call = Call.objects.select_for_update().get(pk=call_of(piece).pk)
    if not isinstance(piece, CallSection) and is_frozen(call):
        raise Frozen
    transaction.on_commit(definition.forget)
