"""Whom a page is about, by name: who is mistaken for another is told that their seat is gone."""

from django.http import HttpRequest

from applications.form.queries import contacts_of
from applications.models import Application
from core import access_log
from core.models import AccessEvent


def shown_name(request: HttpRequest, application: Application, query: str) -> str:
    """What to call them; that it was shown is on the access log."""
    access_log.record(
        by=request.user, what=AccessEvent.What.CONTACT, object_id=application.pk, query=query
    )
    return contacts_of([application])[application.pk].name
