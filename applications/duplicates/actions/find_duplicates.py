"""Search for duplicates of new and corrected applications; a job of the worker."""

from applications.duplicates import queries as duplicates
from applications.models import DuplicateKey, PossibleDuplicate
from core.actions import action
from core.models import User

AT_ONCE = 100


@action
def find_duplicates(*, by: User | None) -> int:
    """Compare applications that are not compared yet; returns how many.

    Their rows are locked: a correction waits, and is then compared again.
    """
    waiting = DuplicateKey.objects.filter(is_compared=False).order_by("pk")
    entries = list(waiting.select_for_update(skip_locked=True, of=["self"])[:AT_ONCE])
    for entry in entries:
        _compare(entry)
    DuplicateKey.objects.filter(pk__in=[entry.pk for entry in entries]).update(is_compared=True)
    return len(entries)


def _compare(entry: DuplicateKey) -> None:
    """Replace its pairs with the current ones."""
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
