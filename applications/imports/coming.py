"""What a coordinator said of the rows of a file, before it is saved: it tells which come in."""

from applications.imports import queries
from applications.imports.alike import ALL
from applications.imports.asked import LOOK_AGAIN, NOT_SAID_OF_DUPLICATES, Asked
from applications.models import ImportBatch
from core.actions import ChangedMeanwhile, Refused


def take_up(batch: ImportBatch, asked: Asked) -> None:
    """Let a batch know what was said of its rows, without saving it."""
    batch.sends_receipts, batch.leaves_duplicates = asked.sends_receipts, False
    batch.late_reason, batch.early_reason = asked.late_reason, asked.early_reason
    twice = queries.coming_rows(batch).filter(is_duplicate=True)
    if asked.leaves_duplicates is None and twice.exists():
        raise Refused(NOT_SAID_OF_DUPLICATES, "duplicates_not_said", field="duplicates")
    batch.leaves_duplicates = bool(asked.leaves_duplicates)
    batch.picks = _picks(batch, asked)


def _picks(batch: ImportBatch, asked: Asked) -> dict[str, int]:
    """Which of rows alike comes in: as somebody said, or as the page says that it usually is."""
    picks = {}
    for group in queries.rows_alike(batch):
        pick = picks[str(group.first)] = asked.picks.get(group.first, group.usual)
        if pick not in (ALL, *group.numbers):
            raise ChangedMeanwhile(LOOK_AGAIN)
    return picks
