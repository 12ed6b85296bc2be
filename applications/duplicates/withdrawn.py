"""Whoever withdrew from a call: a file names them before it brings them in again."""

from django.db.models import QuerySet

from applications.duplicates.queries import keys_of
from applications.duplicates.similarity import Keys
from applications.enums import ApplicationStatus
from applications.form.queries.taken_back import taken_back
from applications.models import Application, Call, DuplicateKey


def withdrawn_keys(call: Call) -> dict[str, Keys]:
    """Reference → search keys; whoever went with a file that was undone did not withdraw."""
    withdrawn = {"call": call, "application__status": ApplicationStatus.WITHDRAWN}
    entries = DuplicateKey.objects.filter(**withdrawn).exclude(application__in=taken_back(call))
    return _by_reference(entries)


def taken_back_keys(applications: QuerySet[Application]) -> dict[str, Keys]:
    """The same of those of these applications that went with their file."""
    withdrawn = applications.filter(status=ApplicationStatus.WITHDRAWN)
    return _by_reference(DuplicateKey.objects.filter(application__in=withdrawn))


def _by_reference(entries: QuerySet[DuplicateKey]) -> dict[str, Keys]:
    entries = entries.select_related("application").order_by("pk")
    return {entry.application.reference: keys_of(entry) for entry in entries}
