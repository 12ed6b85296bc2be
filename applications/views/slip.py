"""What a printed slip says, in the applicant's language and in English."""

from typing import Any

from django.http import HttpRequest

from applications import codes
from applications.enums import ApplicationStatus, Arrival
from applications.models import LateEntry, Revision, Support
from applications.views.apply import NEXT_STEPS
from core import access_log, languages
from core.models import AccessEvent


def context(request: HttpRequest, revision: Revision, *, with_code: bool) -> dict[str, Any]:
    """For `applications/_slip.html`; that a private code was shown is on record."""
    application = revision.application
    code = ""
    if with_code:
        code = codes.private_code(application.reference, application.code_generation)
        access_log.record(
            by=request.user, what=AccessEvent.What.PRIVATE_CODE, object_id=application.pk
        )
    reads = languages.shown(Support.objects.get(revision=revision).reads)
    return {
        "revision": revision,
        "application": application,
        "call": application.call,
        "private_code": code,
        "next_steps": NEXT_STEPS,
        "slip_languages": list(dict.fromkeys([reads, languages.ENGLISH])),
        "arrival": _arrival(revision),
    }


def _arrival(revision: Revision) -> Arrival | None:
    """What the slip says of the deadline; nothing of an application that is decided or gone."""
    status = revision.application.status
    if status == ApplicationStatus.LATE:
        return Arrival.LATE
    was_late = LateEntry.objects.filter(application=revision.application).exists()
    if was_late or status != ApplicationStatus.RECEIVED:
        return None
    return Arrival.IN_GRACE if revision.was_in_grace else Arrival.ON_TIME
