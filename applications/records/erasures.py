"""Who is erased, noted outside the database as well: a restored backup still holds them."""

from django.conf import settings

from applications.enums import ErasureStatus
from applications.models import Erasure
from core import erasure_journal


def note_in_journals() -> int:
    """Append missing erasures to the journals; returns how many lines. Also a job of the worker.

    One journal is with the site's files, one with the backups, where there are any.
    """
    erased = Erasure.objects.filter(status=ErasureStatus.ERASED, settled_at__isnull=False)
    rows = list(erased.values_list("application__reference", "settled_at").order_by("settled_at"))
    return sum(erasure_journal.add_missing(journal, rows) for journal in settings.ERASURE_JOURNALS)
