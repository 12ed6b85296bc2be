"""Calls at any point of their time: a test cannot wait for a deadline."""

from datetime import datetime, timedelta

import pgtrigger
from django.utils import timezone

from applications.calls.actions.configure import publish_call
from applications.calls.actions.copy_call import copy_call
from applications.form import site_cache
from applications.models import Call


def opened() -> Call:
    """The 2021 call, published: open since a week and for another week."""
    now, week = timezone.now(), timedelta(days=7)
    return publish_call(by=None, call=Call.objects.get(), opens_at=now - week, closes_at=now + week)


def redated(call: Call, *, opens_at: datetime, closes_at: datetime) -> Call:
    """`call`, open between the two moments, set without the rules for open calls."""
    with pgtrigger.ignore(
        "applications.Call:an_open_call_keeps_its_address_and_rules",
        "applications.Call:an_open_deadline_moves_only_later_for_a_reason",
    ):
        return publish_call(by=None, call=call, opens_at=opens_at, closes_at=closes_at)


def closed(call: Call) -> None:
    """`call` closes now."""
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now)
    site_cache.clear()


def asking(call: Call, **settings: object) -> Call:
    """`call` with these settings, as if it had opened with them."""
    with pgtrigger.ignore("applications.Call:an_open_call_keeps_its_address_and_rules"):
        Call.objects.filter(pk=call.pk).update(**settings)
    site_cache.clear()
    return Call.objects.get(pk=call.pk)


def second_call(call: Call, **dates: datetime) -> Call:
    """Another one with the same questions and the same dates, but for `dates`; published."""
    when = {"opens_at": call.opens_at, "closes_at": call.closes_at, **dates}
    other = copy_call(
        by=None, call=call, title="Second", slug="second", reference_prefix="SEC", **when
    )
    return publish_call(by=None, call=other, **when)
