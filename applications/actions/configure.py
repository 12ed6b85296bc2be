"""Open a call to the public, and say who helps."""

from datetime import datetime

from django.db import transaction

from applications import definition
from applications.models import Call
from core.actions import action
from core.models import User


@action
def publish_call(*, by: User | None, call: Call, opens_at: datetime, closes_at: datetime) -> Call:
    """Let residents see `call`, open between the two moments."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    call.opens_at, call.closes_at, call.is_published = opens_at, closes_at, True
    call.save()
    transaction.on_commit(definition.forget)
    return call


@action
def set_help(*, by: User | None, call: Call, phone: str, email: str) -> Call:
    """The phone and e-mail that residents may turn to."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    call.help_phone, call.help_email = phone, email
    call.save()
    return call
