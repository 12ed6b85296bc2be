"""A second person compares what was typed with the paper."""

from django.utils import timezone

from applications.models import PaperEntry
from core.actions import action
from core.models import User


class OwnTyping(Exception):
    """Nobody checks what they typed in themselves."""


class AlreadyChecked(Exception):
    """Somebody else has checked it."""


@action
def check_paper(*, by: User, paper_entry: PaperEntry, differences: str) -> None:
    """Note that it agrees with the paper, or where it differs (`differences` not empty).

    The same person may check again, until it is corrected. Raises OwnTyping and AlreadyChecked.
    """
    entry = PaperEntry.objects.select_for_update().get(pk=paper_entry.pk)
    if entry.entered_by_id == by.pk:
        raise OwnTyping
    if entry.checked_by_id not in (None, by.pk):
        raise AlreadyChecked
    entry.checked_by, entry.checked_at = by, timezone.now()
    entry.agrees, entry.differences = not differences, differences
    entry.save()
