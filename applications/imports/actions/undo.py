"""A file is taken back: what it brought in is withdrawn together."""

from django.utils import timezone

from applications.enums import IMPORT_MOVES, ImportStatus
from applications.form import emails
from applications.form.actions.withdraw import withdraw_application
from applications.imports import queries
from applications.imports.actions.bring_in import Tell
from applications.imports.asked import NOT_CONFIRMED
from applications.imports.receipts import reached
from applications.models import Application, ImportBatch, ImportProgress
from core.actions import Refused, action
from core.models import User
from core.states import may_move

DEPENDS = "It cannot be undone as a whole any more: {what}. Nothing was taken back."
ALL_DEPEND = "Something depends on each of them by now. Nothing was taken back."
MOST_NAMED = 5


@action
def start_undoing(
    *,
    by: User,
    batch: ImportBatch,
    reason: str,
    keeps_dependents: bool = False,
    tells_them: bool = False,
) -> None:
    """Ask the worker to withdraw all that a file brought in. May be repeated.

    Refused once something else depends on one of them, unless those are to stay; and where
    receipts were sent, unless one says that these people are written to.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status in (ImportStatus.UNDOING, ImportStatus.UNDONE):
        return
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.UNDOING, by=by):
        raise Refused("It was not brought in.", "not_done")
    batch.keeps_dependents = keeps_dependents
    going = _to_take_back(batch)
    if not tells_them and reached(batch, going):
        raise Refused(NOT_CONFIRMED, "not_confirmed", field="tells_them")
    batch.status, batch.trouble = ImportStatus.UNDOING, ""
    batch.undone_by, batch.undone_at, batch.undo_reason = by, timezone.now(), reason
    batch.save()
    ImportProgress.objects.update_or_create(batch=batch, defaults={"done": 0, "total": len(going)})


@action
def undo_import(*, by: User, batch: ImportBatch, tell: Tell) -> ImportBatch:
    """Withdraw what a file brought in; only those are told who got a receipt.

    The list of rows that were left out stays as long as it would have.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.status == ImportStatus.UNDONE:
        return batch
    if not may_move(IMPORT_MOVES, batch.status, ImportStatus.UNDONE, by=by):
        raise Refused("It is not to be undone.", "not_undoing")
    list(queries.applications_in(batch).select_for_update(of=["self"]).order_by("pk"))
    applications = _to_take_back(batch)
    for done, application in enumerate(applications, 1):
        withdraw_application(by=by, application=application, is_told=False)
        if batch.sends_receipts:
            emails.queue_taken_back(application=application)
        tell(done, len(applications))
    batch.status = ImportStatus.UNDONE
    batch.save()
    return batch


def _to_take_back(batch: ImportBatch) -> list[Application]:
    """All that it brought in, or without those that something depends on, if they are to stay."""
    found = queries.dependents(batch)
    if found and not batch.keeps_dependents:
        listed = ", ".join(f"{reference} has a {what}" for reference, what in found[:MOST_NAMED])
        more = len(found) - MOST_NAMED
        raise Refused(
            DEPENDS.format(what=f"{listed} and {more} more" if more > 0 else listed),
            "something_depends",
        )
    free = queries.applications_in(batch).exclude(reference__in={each for each, _what in found})
    if not free:
        raise Refused(ALL_DEPEND, "all_depend")
    return list(free.order_by("pk"))
