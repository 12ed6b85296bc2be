"""Calls at any point of their time: a test cannot wait for a deadline."""

from datetime import datetime

import pgtrigger

from applications.actions.configure import publish_call
from applications.models import Call


def redated(call: Call, *, opens_at: datetime, closes_at: datetime) -> Call:
    """`call`, open between the two moments, as if it had always been: past what stands guard."""
    with pgtrigger.ignore(
        "applications.Call:an_open_call_keeps_its_address_and_rules",
        "applications.Call:an_open_deadline_moves_only_later_for_a_reason",
    ):
        return publish_call(by=None, call=call, opens_at=opens_at, closes_at=closes_at)
