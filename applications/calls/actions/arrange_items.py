"""Add, move and remove a call's items: sections, questions and choices."""

from django.db import transaction
from django.db.models import F, ProtectedError

from applications.form import site_cache
from applications.form.call_items import CallItem, call_of, is_locked, siblings_of
from applications.models import Call, CallSection, Question
from core.actions import Refused, action
from core.models import User

LOCKED = (
    "Questions and choices stand as they are: the call is open, or somebody has begun to answer. "
    "Their words can still be changed."
)
PRACTICED = "Practice applications answer this. Clear them on the Practice page first."


@action
def add_item(*, by: User | None, item: CallItem) -> CallItem:
    """Store a new section, question or choice at the end of its list."""
    _lock(item)
    item.order = siblings_of(item).count()
    item.save()
    return item


@action
def move_item(*, by: User | None, item: CallItem, later: bool) -> None:
    """Swap places with the next or previous item, if there is one.

    A question is moved within its part of the form.
    """
    _lock(item)
    item.refresh_from_db()
    others = siblings_of(item)
    if isinstance(item, Question):
        others = others.filter(part=item.part)
    if later:
        neighbor = others.filter(order__gt=item.order).first()
    else:
        neighbor = others.filter(order__lt=item.order).last()
    if neighbor is not None:
        item.order, neighbor.order = neighbor.order, item.order
        item.save(update_fields=["order"])
        neighbor.save(update_fields=["order"])


@action
def remove_item(*, by: User | None, item: CallItem) -> None:
    """Delete an item, and renumber those after it."""
    _lock(item)
    item.refresh_from_db()
    after = siblings_of(item).filter(order__gt=item.order)
    try:
        item.delete()
    except ProtectedError as answered:
        raise Refused(PRACTICED, "answered_in_practice") from answered
    after.update(order=F("order") - 1)


def _lock(item: CallItem) -> None:
    """Lock the call's row, so that changes of its items do not interfere."""
    call = Call.objects.select_for_update().get(pk=call_of(item).pk)
    if not isinstance(item, CallSection) and is_locked(call):
        raise Refused(LOCKED, "locked")
    transaction.on_commit(site_cache.clear)
