"""Where the rows of a file are: on each of its pages the parts make up all rows of the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from applications.enums import ImportStatus, RowVerdict
from applications.imports import queries
from applications.models import ImportBatch, ImportedRow

HEADINGS, IN_BEFORE = "Headings, and above", "In before"
BELOW = "Below the headings"
AS_THEY_ARE, IF_SAID, CANNOT = "Can come in as they are", "Only if you say so", "Cannot come in"
COMING, STAYING = "Coming in", "Stay out"
BROUGHT_IN, LEFT_OUT = "Applications", "Left out"
_AS_THEY_ARE = (RowVerdict.READY, RowVerdict.INCOMPLETE)
_IF_SAID = (RowVerdict.DUPLICATE, RowVerdict.LATE, RowVerdict.EARLY)


@dataclass(frozen=True)
class Sum:
    """(what they are, how many rows) of each part. Blank rows are no rows."""

    parts: Sequence[tuple[str, int]]

    @property
    def total(self) -> int:
        """All rows of the sheet."""
        return sum(count for _what, count in self.parts)


def sum_of(batch: ImportBatch) -> Sum:
    """Of a file as it is now; of one that was dropped nothing is left."""
    above = (
        batch.rows_above
        or batch.waiting_rows.filter(sheet=batch.sheet, number__lte=batch.header_row).count()
    )
    first = [(HEADINGS, above), (IN_BEFORE, _in_before(batch))]
    return Sum([part for part in first if part[1]] + _below(batch))


def _below(batch: ImportBatch) -> list[tuple[str, int]]:
    if batch.settled_at:
        return [(BROUGHT_IN, batch.brought_in), (LEFT_OUT, batch.left_out)]
    rows = queries.rows_below(batch).count()
    if batch.status == ImportStatus.RUNNING:
        coming = batch.progress.total
        return [(COMING, coming), (STAYING, rows - coming)]
    if not batch.is_judged:
        return [(BELOW, rows)]
    counts = dict(queries.verdicts(batch))
    ready, asked = (sum(counts.get(each, 0) for each in kind) for kind in (_AS_THEY_ARE, _IF_SAID))
    return [(AS_THEY_ARE, ready), (IF_SAID, asked), (CANNOT, rows - ready - asked)]


def _in_before(batch: ImportBatch) -> int:
    """Rows that are not read, since they were in when the same file was chosen again."""
    before = Q(batch__settled_at__lte=batch.uploaded_at)
    undone = Q(batch__undone_at__lte=batch.uploaded_at)
    same = {
        "batch__call": batch.call_id,
        "batch__digest": batch.digest,
        "batch__sheet": batch.sheet,
    }
    return ImportedRow.objects.filter(before, **same).exclude(undone).count()
