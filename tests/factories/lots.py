"""Draws that are named beforehand and have taken place since."""

from datetime import datetime, timedelta

from django.utils import timezone

from applications.models import Call
from core.models import User
from selection.actions.lot import name_source
from selection.models import Lot

SOURCE = "Numbers Game, evening"


def tomorrow() -> datetime:
    """When a draw that is named now takes place."""
    return timezone.now() + timedelta(days=1)


def named(call: Call, by: User, source: str = SOURCE, reason: str = "") -> Lot:
    """Nobody has drawn yet."""
    return name_source(by=by, call=call, source=source, takes_place_at=tomorrow(), reason=reason)


def drawn(call: Call, by: User, source: str = SOURCE, reason: str = "") -> Lot:
    """It was named two days ago, and has just taken place."""
    named(call, by, source, reason)
    take_place(call)
    return Lot.objects.get(call=call)


def take_place(call: Call) -> None:
    """Two days go by for the draw that is named."""
    now = timezone.now()
    Lot.objects.filter(call=call).update(named_at=now - timedelta(days=2), takes_place_at=now)
