"""The rows of a file become applications, all of them or none; and the other way round."""

import uuid
from collections.abc import Callable

from django.utils import timezone

from applications.enums import IMPORT_MOVES, Channel, ImportStatus, RowVerdict
from applications.form import site_cache
from applications.form.actions.submit import Imported, Submission, submit
from applications.form.actions.withdraw import withdraw_application
from applications.imports import queries
from applications.imports.judging import Row, RowReader
from applications.models import ImportBatch, ImportedRow, ImportProgress
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move

NOTHING = "No row of this file can be brought in as it is."
NO_LATE_REASON = "Write why the late ones should count. Another coordinator decides."
NOT_SAID = "Say that these rows are to be left out, or correct them first."
OVERTAKEN = "Row {number} is “{verdict}” by now. Nothing was brought in. Look at the rows again."
DEPENDS = (
    "It cannot be undone as a whole any more: {what}. Withdraw single applications on their own "
    "pages."
)
MOST_NAMED = 5

Tell = Callable[[int, int], None]


@action
def start_import(
    *,
    by: User,
    batch: ImportBatch,
    seen: int,
    sends_receipts: bool,
    late_reason: str,
    leaves_out: bool,
) -> None:
    """Ask the worker to bring in all rows that can be. May be repeated.

    Rows with trouble are left out only if one says so; late ones come in with a reason, and wait
    for another coordinator's decision.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status == ImportStatus.RUNNING and batch.started_by_id == by.pk:
        return
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.RUNNING, by=by):
        raise Refused(f"This file is {batch.get_status_display()} by now.", "not_waiting")
    if batch.version != seen or not batch.is_judged:
        raise ChangedMeanwhile()
    counts = dict(queries.verdicts(batch))
    coming = sum(count for verdict, count in counts.items() if verdict.comes_in)
    late = counts.get(RowVerdict.LATE, 0)
    out = sum(counts.values()) - coming - (late if late_reason else 0)
    if not coming and not (late and late_reason):
        raise Refused(NOTHING, "nothing_to_bring_in")
    if out and not leaves_out:
        raise Refused(NOT_SAID, "not_said", field="leaves_out")
    batch.status, batch.trouble = ImportStatus.RUNNING, ""
    batch.sends_receipts, batch.late_reason = sends_receipts, late_reason
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
    reader = RowReader(batch, site_cache.published(batch.call.slug))
    rows = queries.rows_below(batch)
    coming = rows.filter(verdict__in=_verdicts(batch))
    count = coming.count()
    # All of it is read before the first one is stored: a cursor would see the transaction's own.
    for done, (number, cells) in enumerate(coming.values_list("number", "cells"), 1):
        row = reader.read(number, cells)
        if not (row.verdict.comes_in or row.verdict == RowVerdict.LATE and batch.late_reason):
            words = OVERTAKEN.format(number=number, verdict=row.verdict.label)
            raise Refused(words, "row_changed")
        revision = submit(by=by, submission=_submission(batch, reader, row))
        ImportedRow.objects.create(revision=revision, batch=batch, number=number)
        tell(done, count)
    batch.brought_in, batch.left_out = count, rows.count() - count
    batch.waiting_rows.all().delete()
    batch.status, batch.settled_at, batch.choices = ImportStatus.DONE, timezone.now(), {}
    batch.save()
    return batch


@action
def start_undoing(*, by: User, batch: ImportBatch, reason: str) -> None:
    """Ask the worker to withdraw all that a file brought in. May be repeated.

    Refused once something else depends on one of them.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status in (ImportStatus.UNDOING, ImportStatus.UNDONE):
        return
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.UNDOING, by=by):
        raise Refused("It was not brought in.", "not_done")
    _refuse_dependents(batch)
    batch.status, batch.trouble = ImportStatus.UNDOING, ""
    batch.undone_by, batch.undone_at, batch.undo_reason = by, timezone.now(), reason
    batch.save()
    total = batch.brought_in
    ImportProgress.objects.update_or_create(batch=batch, defaults={"done": 0, "total": total})


@action
def undo_import(*, by: User, batch: ImportBatch, tell: Tell) -> ImportBatch:
    """Withdraw all that a file brought in; only those are told who got a receipt."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status == ImportStatus.UNDONE:
        return batch
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.UNDONE, by=by):
        raise Refused("It is not to be undone.", "not_undoing")
    applications = list(queries.applications_in(batch).select_for_update(of=["self"]))
    _refuse_dependents(batch)
    for done, application in enumerate(applications, 1):
        withdraw_application(by=by, application=application, is_told=batch.sends_receipts)
        tell(done, len(applications))
    batch.status = ImportStatus.UNDONE
    batch.save()
    return batch


@action
def note_trouble(*, by: None, batch: ImportBatch, trouble: str) -> None:
    """The worker could not do what was asked: the file is again as it was before that."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    before = {
        ImportStatus.RUNNING: ImportStatus.WAITING,
        ImportStatus.UNDOING: ImportStatus.DONE,
    }.get(batch.status)
    if before and may_move(IMPORT_MOVES, batch.status, before, by=by):
        batch.status, batch.trouble = before, trouble
        batch.save()


def _verdicts(batch: ImportBatch) -> list[RowVerdict]:
    return [
        verdict
        for verdict in RowVerdict
        if verdict.comes_in or verdict == RowVerdict.LATE and batch.late_reason
    ]


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
            sends_receipt=batch.sends_receipts,
        ),
    )


def _refuse_dependents(batch: ImportBatch) -> None:
    if found := queries.dependents(batch):
        listed = ", ".join(f"{reference} has a {what}" for reference, what in found[:MOST_NAMED])
        more = len(found) - MOST_NAMED
        raise Refused(
            DEPENDS.format(what=f"{listed} and {more} more" if more > 0 else listed),
            "something_depends",
        )
