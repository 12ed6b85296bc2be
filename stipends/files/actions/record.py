"""A spreadsheet of payments is taken in, and recorded, all that matches or nothing, or dropped."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from stipends.actions.pay import pay_stipends
from stipends.enums import FILE_MOVES, FileStatus, Fit, Method
from stipends.files.actions.left_out import keep_left_out
from stipends.files.columns import Table
from stipends.files.judging import Judged, judged, payment_of, seen_of
from stipends.files.rows import from_json, payments_in, to_json
from stipends.models import PaidFromFile, PaymentFile
from stipends.models.payment_file import KEPT_FOR
from stipends.parts import Part

NOTHING = "No row of this file can be recorded."
NOT_SAID = "Say that these rows are left out, or correct the file first."
NOT_LOOKED_AT = "Look at each row that may be a second check, and say that you did."
NO_ROWS = "There is no payment below the headings of this file."


@action
def take_in_payments(
    *, by: User, call: Call, file_name: str, digest: str, table: Table, method: Method
) -> PaymentFile:
    """Keep the rows of a file until it is recorded or dropped, for a week at most.

    The same file that waits already is that one.
    """
    may_move(FILE_MOVES, None, FileStatus.WAITING, by=by)
    call = Call.objects.select_for_update().get(pk=call.pk)
    if same := PaymentFile.objects.filter(
        call=call, digest=digest, status=FileStatus.WAITING
    ).first():
        return same
    found = payments_in(table)
    if not found.rows:
        raise Refused(NO_ROWS, "no_rows")
    return PaymentFile.objects.create(
        call=call,
        file_name=file_name,
        sheet=table.sheet,
        digest=digest,
        columns=table.in_words,
        rows=to_json(found.rows),
        row_count=len(found.rows),
        total_cents=found.total_cents,
        method=method,
        uploaded_by=by,
    )


@action
def record_file(
    *,
    by: User,
    file: PaymentFile,
    seen: str,
    chosen: Mapping[int, int],
    leaves_out: bool,
    looked_at: bool = False,
) -> PaymentFile:
    """Mark paid what matches, all of it or nothing. May be repeated by whoever did.

    A file that has second checks alone is kept for looking into them.
    `chosen` is by a row's number the part that it means. Refused if rows do not fit and one does
    not say that they are left out, or that one looked at second checks; ChangedMeanwhile if
    `seen`, the digest of what the page showed, is not what would be recorded now.
    """
    file = PaymentFile.objects.select_for_update(of=["self"]).select_related("call").get(pk=file.pk)
    if file.status == FileStatus.RECORDED and file.settled_by_id == by.pk:
        return file
    if not may_move(FILE_MOVES, file.status, FileStatus.RECORDED, by=by):
        raise Refused(f"This file is {file.get_status_display()} by now.", "not_waiting")
    # In this order: what is paid by hand in between is seen by the second look.
    found = judged(file.call, from_json(file.rows), by=by, chosen=chosen)
    if seen_of(judged(file.call, from_json(file.rows), by=by)) != seen:
        raise ChangedMeanwhile()
    _refuse_unsaid(found, leaves_out=leaves_out, looked_at=looked_at)
    paid = [(each, part) for each in found if each.fit == Fit.MATCHED for part in each.parts]
    _pay(by, file, paid)
    keep_left_out(by=by, file=file, found=found)
    file.recorded = len(paid)
    file.recorded_cents = sum(part.amount_cents for _each, part in paid)
    _settle(file, FileStatus.RECORDED, by)
    return file


def _refuse_unsaid(found: Sequence[Judged], *, leaves_out: bool, looked_at: bool) -> None:
    fits = {each.fit for each in found}
    if not fits & {Fit.MATCHED, Fit.SECOND}:
        raise Refused(NOTHING, "nothing")
    if Fit.SECOND in fits and not looked_at:
        raise Refused(NOT_LOOKED_AT, "not_looked_at", field="looked_at")
    if any(fit.is_trouble for fit in fits) and not leaves_out:
        raise Refused(NOT_SAID, "not_said", field="leaves_out")


def _pay(by: User, file: PaymentFile, paid: Sequence[tuple[Judged, Part]]) -> None:
    lines = pay_stipends(
        by=by,
        payments={part.installment: payment_of(each, file) for each, part in paid},
        seen={part.pk: part.seen for _each, part in paid},
    )
    PaidFromFile.objects.bulk_create(
        PaidFromFile(file=file, entry=lines[part.pk], row=each.row.number_in_file)
        for each, part in paid
    )


@action
def drop_file(*, by: User | None, file: PaymentFile) -> None:
    """Delete its rows. May be repeated; refused once it is recorded."""
    file = PaymentFile.objects.select_for_update().get(pk=file.pk)
    if file.status == FileStatus.DROPPED:
        return
    if not may_move(FILE_MOVES, file.status, FileStatus.DROPPED, by=by):
        raise Refused("It was recorded before.", "not_waiting")
    _settle(file, FileStatus.DROPPED, by)


@action
def drop_forgotten_files(*, by: User | None) -> int:
    """Drop files that have waited for a week; returns how many. A job of the worker."""
    forgotten = PaymentFile.objects.filter(
        status=FileStatus.WAITING, uploaded_at__lt=timezone.now() - KEPT_FOR
    )
    for file in (found := list(forgotten)):
        drop_file(by=by, file=file)
    return len(found)


def _settle(file: PaymentFile, status: FileStatus, by: User | None) -> None:
    file.status, file.settled_by, file.settled_at, file.rows = status, by, timezone.now(), []
    file.save()
