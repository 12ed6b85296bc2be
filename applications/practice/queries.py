"""Questions about practice applications: the only ones that open their door."""

from collections.abc import Iterable

from django.db.models import QuerySet

from applications.form.queries import in_order
from applications.models import Answer, Application, Contact


def practice_applications() -> QuerySet[Application]:
    """Those that staff made to learn, the newest first: in no other list, count or choice."""
    return Application.with_practice.filter(is_practice=True)


def practice_answers(application: Application) -> QuerySet[Answer]:
    """What was typed in for practice, in the order of the form."""
    return in_order(Answer.with_practice.filter(revision__application=application))


def practice_contacts(applications: Iterable[Application]) -> dict[int, Contact]:
    """The contact of each practice application, by the application's id; and who typed it in."""
    contacts = Contact.with_practice.filter(
        revision__application__is_practice=True, revision__application__in=applications
    ).select_related("revision__paper_entry__entered_by", "neighborhood")
    return {contact.revision.application_id: contact for contact in contacts}
