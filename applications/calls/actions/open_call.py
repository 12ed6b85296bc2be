"""Publish a call, unpublish it, and extend its deadline."""

from datetime import datetime

from django.db import transaction

from applications.calls.readiness import blockers
from applications.form import site_cache
from applications.form.call_items import is_applied_to, stays_published, whole_calls
from applications.models import Call, DeadlineExtension
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User

NOT_READY = "It is not published: something is still missing, see below."
APPLIED = "Somebody has applied: the call stays published."
BEGUN = "Somebody has begun to answer: the open call stays published."
NOT_LATER = "Somebody has just extended it to this time or later."


@action
def open_call(*, by: User, call: Call) -> Call:
    """Publish `call`; it opens and closes by its dates.

    Refused while it has blockers: see applications.calls.readiness.
    """
    call = _locked(call)
    if blockers(whole_calls().get(pk=call.pk)):
        raise Refused(NOT_READY, "not_ready")
    call.is_published = True
    call.save()
    return call


@action
def unpublish_call(*, by: User, call: Call) -> Call:
    """Unpublish `call`; refused with applications, or with drafts once it has opened."""
    call = _locked(call)
    if is_applied_to(call):
        raise Refused(APPLIED, "somebody_applied")
    if stays_published(call):
        raise Refused(BEGUN, "somebody_began")
    call.is_published = False
    call.save()
    return call


@action
def extend_deadline(*, by: User, call: Call, closes_at: datetime, reason: str) -> Call:
    """Extend the deadline to `closes_at`; `reason` is recorded.

    The gate reads the dates from the database; pages show them within site_cache.KEPT_SECONDS.
    """
    call = _locked(call)
    if closes_at <= call.closes_at:
        raise ChangedMeanwhile(NOT_LATER, field="closes_at")
    DeadlineExtension.objects.create(
        call=call, was_closing_at=call.closes_at, closes_at=closes_at, reason=reason, by=by
    )
    call.closes_at = closes_at
    call.save()
    return call


def _locked(call: Call) -> Call:
    transaction.on_commit(site_cache.clear)
    return Call.objects.select_for_update().get(pk=call.pk)
