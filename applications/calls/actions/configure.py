"""Publish a call, set its dates, and set the office's contact details."""

from datetime import date, datetime

from django.db import transaction

from applications.form import site_cache
from applications.models import Call, Office
from core.actions import action
from core.models import User


@action
def publish_call(*, by: User | None, call: Call, opens_at: datetime, closes_at: datetime) -> Call:
    """Publish `call` with these opening and closing times."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    call.opens_at, call.closes_at, call.is_published = opens_at, closes_at, True
    call.save()
    transaction.on_commit(site_cache.clear)
    return call


@action
def plan_call(
    *, by: User | None, call: Call, answers_until: date, meets_from: date, meets_until: date
) -> Call:
    """Set the days after the deadline: of the answers and of the first and last meeting."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    call.answers_until, call.meets_from, call.meets_until = answers_until, meets_from, meets_until
    call.save()
    transaction.on_commit(site_cache.clear)
    return call


@action
def set_office(*, by: User | None, phone: str, email: str) -> Office:
    """Set the phone and e-mail on every public page."""
    office = Office.objects.select_for_update().get()
    office.phone, office.email = phone, email
    office.save()
    transaction.on_commit(site_cache.clear)
    return office
