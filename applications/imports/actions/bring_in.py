"""The rows of a file become applications, all of them or none."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence

from django.utils import timezone

from applications.enums import IMPORT_MOVES, Channel, ImportStatus, RowVerdict
from applications.form.actions.submit import Imported, Submission, submit
from applications.imports import queries
from applications.imports.asked import (
    LOOK_AGAIN,
    NOT_SAID_OF_OTHERS,
    NOT_SAID_TO_WRITE,
    Asked,
)
from applications.imports.coming import take_up
from applications.imports.judging import Row, RowReader
from applications.imports.targets import RECEIVED
from applications.imports.verdicts import AT_ONCE, judged_rows, reader_of
from applications.models import ImportBatch, ImportedRow, ImportProgress, WaitingRow
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move

NOTHING = "No row of this file can be brought in as it is."
NO_LATE_REASON = "Write why the late ones should count. Another coordinator decides."
OVERTAKEN = (
    "Row {number} is “{verdict}” by now. Nothing was brought in. The rows are judged again: look "
    "through them once more."
)
SHOWN = ("verdict", "is_duplicate", "alike")
# What is kept of a row that is left out, so that somebody can call.
TO_CALL = (
    RECEIVED,
    "contact-chosen_name",
    "contact-full_name",
    "contact-email",
    "contact-phone",
)
Tell = Callable[[int, int], None]


@action
def start_import(*, by: User, batch: ImportBatch, seen: int, asked: Asked) -> None:
    """Ask the worker to bring in all rows that can be. May be repeated.

    Rows with trouble are left out only if one says so; late ones wait for another coordinator's
    decision.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status == ImportStatus.RUNNING and batch.started_by_id == by.pk:
        return
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.RUNNING, by=by):
        raise Refused(f"This file is {batch.get_status_display()} by now.", "not_waiting")
    if batch.version != seen or not batch.is_judged:
        raise ChangedMeanwhile(LOOK_AGAIN)
    take_up(batch, asked)
    coming = queries.coming_rows(batch).count()
    if not coming:
        raise Refused(NOTHING, "nothing_to_bring_in")
    if queries.has_rows_out(batch) and not asked.leaves_out:
        raise Refused(NOT_SAID_OF_OTHERS, "not_said", field="leaves_out")
    if asked.sends_receipts and not asked.writes_now:
        raise Refused(NOT_SAID_TO_WRITE, "not_said_to_write", field="writes_now")
    batch.status, batch.trouble = ImportStatus.RUNNING, ""
    batch.started_by, batch.started_at = by, timezone.now()
    batch.save()
    ImportProgress.objects.update_or_create(batch=batch, defaults={"done": 0, "total": coming})


@action
def bring_in(*, by: User, batch: ImportBatch, tell: Tell) -> ImportBatch:
    """Send each row through the gate, and delete the rows; `tell` hears how far it is.

    One transaction: killed half-way it has done nothing, and is done again from the beginning.
    Refused if a row is not any more what was shown.
    """
    batch = ImportBatch.objects.select_for_update().select_related("call").get(pk=batch.pk)
    if batch.status == ImportStatus.DONE:
        return batch
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.DONE, by=by):
        raise Refused("It is not to be brought in.", "not_running")
    reader = reader_of(batch)
    rows = _refuse_overtaken(batch, reader)
    coming = queries.coming_rows(batch)
    count = coming.count()
    came: dict[int, str] = {}
    # All of it is read before the first one is stored: a cursor would see the transaction's own.
    for done, (number, cells) in enumerate(coming.values_list("number", "cells"), 1):
        revision = submit(by=by, submission=_submission(batch, reader, reader.read(number, cells)))
        ImportedRow.objects.create(revision=revision, batch=batch, number=number)
        came[number] = revision.application.reference
        tell(done, count)
    batch.brought_in, batch.left_out = count, queries.rows_below(batch).count() - count
    above = batch.waiting_rows.filter(sheet=batch.sheet, number__lte=batch.header_row)
    batch.rows_above, batch.left_for = above.count(), _left_for(batch, rows, came)
    _forget_rows(batch, came)
    batch.status, batch.settled_at, batch.choices = ImportStatus.DONE, timezone.now(), {}
    batch.save()
    return batch


def _left_for(
    batch: ImportBatch, rows: Sequence[Row], came: Mapping[int, str]
) -> dict[int, list[str]]:
    """Row that was left out → the references of those who were in already, or came in with it."""
    alike: dict[int, list[str]] = {}
    for row in rows:
        if row.alike is not None and row.number in came:
            alike.setdefault(row.alike, []).append(came[row.number])
    out = [row for row in rows if row.number not in came and batch.takes(row.verdict)]
    return {row.number: [*row.twins, *alike.get(row.alike or 0, ())] for row in out}


def _forget_rows(batch: ImportBatch, came: Collection[int]) -> None:
    """Delete the rows; of those left out keep for a week who they are and what was wrong."""
    queries.rows_below(batch).filter(number__in=list(came)).delete()
    batch.waiting_rows.exclude(sheet=batch.sheet, number__gt=batch.header_row).delete()
    kept = {int(place) for place, key in batch.columns.items() if key in TO_CALL}
    left_out = list(batch.waiting_rows.all())
    for row in left_out:
        row.cells = [cell if place in kept else "" for place, cell in enumerate(row.cells)]
        row.unknown, row.reads_as = [], ""
    WaitingRow.objects.bulk_update(left_out, ["cells", "unknown", "reads_as"], batch_size=AT_ONCE)


def _refuse_overtaken(batch: ImportBatch, reader: RowReader) -> list[Row]:
    """Judge every row once more: each must be what the page showed, or nobody comes in."""
    rows = []
    shown = {pk: said for pk, *said in queries.rows_below(batch).values_list("pk", *SHOWN)}
    for pk, row in judged_rows(batch, reader):
        if [row.verdict, row.is_duplicate, row.alike] != shown[pk]:
            words = OVERTAKEN.format(number=row.number, verdict=row.verdict.label)
            raise Refused(words, "row_changed")
        rows.append(row)
    return rows


@action
def note_trouble(*, by: None, batch: ImportBatch, trouble: str) -> None:
    """The worker could not do what was asked: the file is again as it was before that.

    Its rows are judged again when its page is opened.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    before = {
        ImportStatus.RUNNING: ImportStatus.WAITING,
        ImportStatus.UNDOING: ImportStatus.DONE,
    }.get(batch.status)
    if before and may_move(IMPORT_MOVES, batch.status, before, by=by):
        batch.status, batch.trouble, batch.basis = before, trouble, ""
        batch.save()


def _submission(batch: ImportBatch, reader: RowReader, row: Row) -> Submission:
    return Submission(
        call=reader.call,
        submission_key=uuid.uuid4(),
        answers=row.answers,
        language=row.language,
        channel=Channel.IMPORTED,
        received_at=row.received_at,
        imported=Imported(
            left_empty=row.left_empty,
            late_reason=batch.late_reason if row.verdict == RowVerdict.LATE else "",
            early_reason=batch.early_reason if row.verdict == RowVerdict.EARLY else "",
            sends_receipt=batch.sends_receipts,
        ),
    )
