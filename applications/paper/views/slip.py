"""The content of a printed slip, in the applicant's language and in English."""

from typing import Any

from django.http import HttpRequest

from applications.enums import ApplicationStatus, Arrival
from applications.form import codes
from applications.form.timeline import NEXT_STEPS
from applications.models import Application, LateEntry, Revision, Support
from applications.paper import queries as desk
from core import access_log, languages
from core.models import AccessEvent


def context(request: HttpRequest, revision: Revision, *, with_code: bool) -> dict[str, Any]:
    """Context of `applications/paper/_slip.html`; showing a private code is logged."""
    application = revision.application
    code = ""
    if with_code:
        code = codes.private_code(application.reference, application.code_generation)
        access_log.record(
            by=request.user, what=AccessEvent.What.PRIVATE_CODE, object_id=application.pk
        )
    reads = languages.display_language(Support.objects.get(revision=revision).reads)
    return {
        "revision": revision,
        "application": application,
        "call": application.call,
        "private_code": code,
        "next_steps": NEXT_STEPS,
        "slip_languages": list(dict.fromkeys([reads, languages.ENGLISH])),
        "arrival": _arrival(application),
    }


def _arrival(application: Application) -> Arrival | None:
    """Whether it is in time, for the slip.

    None if a late application was decided, if it is withdrawn, or if a correction made it in time.
    """
    paper = desk.newest_paper(application)
    arrival = paper.arrival if paper else application.call.arrival(application.received_at)
    if application.status == ApplicationStatus.LATE:
        return arrival if arrival == Arrival.LATE else None
    was_late = LateEntry.objects.filter(application=application).exists()
    if was_late or application.status != ApplicationStatus.RECEIVED:
        return None
    return arrival
