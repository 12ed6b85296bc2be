"""Show a call to residents once it is ready; take it back; give them more time."""

from datetime import datetime

from django.db import transaction

from applications.calls.readiness import blockers
from applications.form import site_cache
from applications.form.call_items import is_applied_to, stays_published, whole_calls
from applications.models import Call, DeadlineExtension
from core.actions import action
from core.models import User


class NotReady(Exception):
    """Something that residents cannot do without is missing: see applications.calls.readiness."""


class SomebodyApplied(Exception):
    """A call that people sent applications to cannot be taken back."""


class SomebodyBegan(Exception):
    """An open call with an application under way keeps its dates, and so stays published."""


class NotLater(Exception):
    """An open deadline moves only later."""


@action
def open_call(*, by: User, call: Call) -> Call:
    """Publish `call`, to be open between its dates. Raises NotReady."""
    call = _locked(call)
    if blockers(whole_calls().get(pk=call.pk)):
        raise NotReady
    call.is_published = True
    call.save()
    return call


@action
def unpublish_call(*, by: User, call: Call) -> Call:
    """Hide `call` from residents again. Raises SomebodyApplied and SomebodyBegan."""
    call = _locked(call)
    if is_applied_to(call):
        raise SomebodyApplied
    if stays_published(call):
        raise SomebodyBegan
    call.is_published = False
    call.save()
    return call


@action
def extend_deadline(*, by: User, call: Call, closes_at: datetime, reason: str) -> Call:
    """Give everybody until `closes_at`, from this moment on; `reason` stays on record.

    Raises NotLater. The gate reads the dates afresh; pages show them within
    site_cache.KEPT_SECONDS.
    """
    call = _locked(call)
    if closes_at <= call.closes_at:
        raise NotLater
    DeadlineExtension.objects.create(
        call=call, was_closing_at=call.closes_at, closes_at=closes_at, reason=reason, by=by
    )
    call.closes_at = closes_at
    call.save()
    return call


def _locked(call: Call) -> Call:
    transaction.on_commit(site_cache.forget)
    return Call.objects.select_for_update().get(pk=call.pk)
