"""A coordinator uploads a file: its rows wait, the file is not kept; or the rows are dropped."""

from collections.abc import Sequence

from django.utils import timezone

from applications.enums import IMPORT_MOVES, ImportStatus
from applications.form import site_cache
from applications.imports import guess, queries
from applications.imports.targets import targets_of
from applications.models import Call, ImportBatch, WaitingRow
from core.actions import Refused, action
from core.models import User
from core.reading.limits import MOST_ROWS, TOO_MANY_ROWS, Sheet
from core.states import may_move

SAME_FILE = (
    "This file was uploaded on {day} by {who}, and it is {status}. This is its page; to read it "
    "anew, drop or undo it first."
)
AT_WORK = "It is being brought in or undone right now. Look again in a minute."
NO_SUCH_ROW = "There is no row with that number that has headings. Look into the file."

NOTHING_BELOW = "There is nothing below the headings in row {row}. Is it the right file, and sheet?"


@action
def take_in_file(
    *, by: User, call: Call, file_name: str, digest: str, sheets: Sequence[Sheet]
) -> ImportBatch:
    """Keep the rows of a file for a week, with a guess of its headings and columns.

    Of a file that was brought in, the rows that were left out then. Refused if there is none, or
    if the same file waits.
    """
    may_move(IMPORT_MOVES, None, ImportStatus.WAITING, by=by)
    locked = Call.objects.select_for_update().get(pk=call.pk)
    same = queries.same_file(locked, digest)
    if same and same.status != ImportStatus.DONE:
        raise _refusal(same)
    batch = ImportBatch.objects.create(
        call=call,
        file_name=file_name,
        digest=digest,
        sheets=[sheet.name for sheet in sheets],
        uploaded_by=by,
    )
    _keep_rows(batch, sheets)
    if same:
        batch.sheet = same.sheet
        header_row = batch.header_row = same.header_row
        if not queries.rows_below(batch).exists():
            raise _refusal(same)
    else:
        batch.sheet = max(range(len(sheets)), key=lambda place: len(sheets[place].rows))
        targets = targets_of(site_cache.published(call.slug))
        header_row = guess.header_row(sheets[batch.sheet], targets)
    _read_headings(batch, header_row)
    return batch


def _keep_rows(batch: ImportBatch, sheets: Sequence[Sheet]) -> None:
    """All rows, but for those that are in already."""
    is_in = queries.brought_in_before(batch)
    WaitingRow.objects.bulk_create(
        (
            WaitingRow(batch=batch, sheet=place, number=number, cells=cells)
            for place, sheet in enumerate(sheets)
            for number, cells in sheet.rows
            if (place, number) not in is_in
        ),
        batch_size=500,
    )


def _refusal(same: ImportBatch) -> Refused:
    day = timezone.localtime(same.uploaded_at)
    message = SAME_FILE.format(
        day=f"{day:%b} {day.day}", who=same.uploaded_by, status=same.get_status_display()
    )
    return Refused(message, "same_file")


@action
def choose_sheet(*, by: User, batch: ImportBatch, sheet: int, header_row: int) -> None:
    """Read another sheet, or take another row for the headings; columns are guessed anew."""
    batch = _waiting(batch)
    rows = batch.waiting_rows.filter(sheet=sheet, number=header_row)
    if not rows.exists():
        raise Refused(NO_SUCH_ROW, "no_such_row", field="header_row")
    batch.sheet = sheet
    _read_headings(batch, header_row)


@action
def drop_batch(*, by: User | None, batch: ImportBatch) -> None:
    """Delete the rows of a file that is not brought in. May be repeated."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status == ImportStatus.DROPPED:
        return
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.DROPPED, by=by):
        raise Refused(AT_WORK if batch.is_at_work else "It was brought in before.", "not_waiting")
    batch.waiting_rows.all().delete()
    batch.status, batch.settled_at, batch.choices = ImportStatus.DROPPED, timezone.now(), {}
    batch.save()


@action
def drop_forgotten(*, by: User | None) -> int:
    """Drop files that have waited for a week; returns how many. A job of the worker.

    Rows that were left out when their file was brought in are deleted after a week, too.
    """
    forgotten = list(queries.forgotten_batches(timezone.now()))
    for batch in forgotten:
        drop_batch(by=by, batch=batch)
    queries.forgotten_rows(timezone.now()).delete()
    return len(forgotten)


def _waiting(batch: ImportBatch) -> ImportBatch:
    """Lock it. Refused if it does not wait any more."""
    locked = ImportBatch.objects.select_for_update().select_related("call").get(pk=batch.pk)
    if not locked.is_waiting:
        raise Refused(f"This file is {locked.get_status_display()} by now.", "not_waiting")
    return locked


def _read_headings(batch: ImportBatch, header_row: int) -> None:
    """Take a row for the headings, and match columns by a recipe or by a guess."""
    batch.header_row = header_row
    batch.headings = queries.headings_in(batch)
    below = queries.rows_below(batch).count()
    if not below:
        raise Refused(NOTHING_BELOW.format(row=header_row), "no_rows", field="header_row")
    if below > MOST_ROWS:
        raise Refused(TOO_MANY_ROWS, "too_many_rows")
    if recipe := queries.recipe_of(batch):
        for name in ("columns", "choices", "date_order", "zone", "language"):
            setattr(batch, name, getattr(recipe, name))
    else:
        targets = targets_of(site_cache.published(batch.call.slug))
        batch.columns, batch.choices = guess.columns(batch.headings, targets), {}
        batch.date_order = ""
    batch.is_judged, batch.version = False, batch.version + 1
    batch.save()
