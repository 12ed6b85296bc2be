"""Look who is like an application that came in or was corrected; the worker does it."""

from applications.duplicates import queries as duplicates
from applications.models import DuplicateKey, PossibleDuplicate
from core.actions import action
from core.models import User

AT_ONCE = 100


@action
def find_duplicates(*, by: User | None) -> int:
    """Compare applications that nobody was compared with yet; returns how many it took.

    Locked meanwhile: a correction waits, and is then compared anew.
    """
    waiting = DuplicateKey.objects.filter(is_compared=False).order_by("pk")
    entries = list(waiting.select_for_update(skip_locked=True, of=["self"])[:AT_ONCE])
    for entry in entries:
        _compare(entry)
    DuplicateKey.objects.filter(pk__in=[entry.pk for entry in entries]).update(is_compared=True)
    return len(entries)


def _compare(entry: DuplicateKey) -> None:
    """Its pairs as they are now, in place of those from before."""
    for column in ("first", "second"):
        PossibleDuplicate.objects.filter(**{column: entry.pk}).delete()
    PossibleDuplicate.objects.bulk_create(
        PossibleDuplicate(
            first_id=min(entry.pk, each.application.pk),
            second_id=max(entry.pk, each.application.pk),
            strength=each.similarity.strength,
            signs=list(each.similarity.signs),
        )
        for each in duplicates.candidates(entry.call, duplicates.keys_of(entry), leave_out=entry.pk)
    )
