"""Applications that staff withdrew with the file that had brought them in."""

from django.db.models import F, QuerySet

from applications.enums import ApplicationStatus, ImportStatus
from applications.models import Application, Call


def taken_back(call: Call) -> QuerySet[Application]:
    """Those of a call; whoever withdrew before the file was undone did so by themselves."""
    undone = {
        "revisions__imported_row__batch__status": ImportStatus.UNDONE,
        "revisions__imported_row__batch__undone_at__lte": F("withdrawn_at"),
    }
    withdrawn = Application.objects.filter(call=call, status=ApplicationStatus.WITHDRAWN)
    return withdrawn.filter(**undone)


def was_taken_back(application: Application) -> bool:
    """Whether this one was, with a query only if it is withdrawn."""
    is_withdrawn = application.status == ApplicationStatus.WITHDRAWN
    return is_withdrawn and taken_back(application.call).filter(pk=application.pk).exists()
