"""Queries about practice applications."""

from collections.abc import Iterable

from django.db.models import QuerySet

from applications.form.queries import in_order
from applications.models import Answer, Application, Contact


def practice_applications() -> QuerySet[Application]:
    """All practice applications, the newest first."""
    return Application.with_practice.filter(is_practice=True)


def practice_answers(application: Application) -> QuerySet[Answer]:
    """A practice application's answers, in the form's order."""
    return in_order(Answer.with_practice.filter(revision__application=application))


def practice_contacts(applications: Iterable[Application]) -> dict[int, Contact]:
    """The contacts of practice applications, by application id, with who entered them."""
    contacts = Contact.with_practice.filter(
        revision__application__is_practice=True, revision__application__in=applications
    ).select_related("revision__paper_entry__entered_by", "neighborhood")
    return {contact.revision.application_id: contact for contact in contacts}
