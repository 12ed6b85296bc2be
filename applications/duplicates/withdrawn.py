"""Whoever withdrew from a call: a file names them before it brings them in again."""

from applications.duplicates.queries import keys_of
from applications.duplicates.similarity import Keys
from applications.enums import ApplicationStatus, ImportStatus
from applications.models import Call, DuplicateKey


def withdrawn_keys(call: Call) -> dict[str, Keys]:
    """Reference → search keys; whoever went with a file that was undone did not withdraw."""
    entries = DuplicateKey.objects.filter(
        call=call, application__status=ApplicationStatus.WITHDRAWN
    ).exclude(application__revisions__imported_row__batch__status=ImportStatus.UNDONE)
    entries = entries.select_related("application").order_by("pk")
    return {entry.application.reference: keys_of(entry) for entry in entries}
