"""Write a line of the ledger: the one place, which the table of moves rules."""

from collections.abc import Mapping
from typing import Any

from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from core.tax_numbers import refuse_tax_number
from stipends.check_numbers import fault_of
from stipends.enums import MOVES_OF, STIPEND_MOVES, EntryKind
from stipends.locking import MEANWHILE, locked, reference_of, status_after
from stipends.models import Installment, LedgerEntry


@action
def write_line(
    *,
    by: User | None,
    installment: Installment,
    kind: EntryKind,
    seen: int | None = None,
    given: Mapping[str, Any],
) -> LedgerEntry:
    """One line, with its own fields as `given`.

    `seen` is the last line that the page showed, 0 for none.
    ChangedMeanwhile if there is a newer one; Refused where the table has no such move;
    PermissionDenied for whoever may not make it. The database refuses the first two as well.
    """
    part, last = locked(installment)
    start = status_after(last)
    words = {"reference": reference_of(part), "status": start.label}
    if seen is not None and seen != (last.pk if last else 0):
        raise ChangedMeanwhile(MEANWHILE.format(**words))
    end = next((move.end for move in MOVES_OF[kind] if move.start == start), None)
    if end is None or not may_move(STIPEND_MOVES, start, end, by=by):
        message = "{reference} is {status}: this cannot be done with it now."
        raise Refused(message.format(**words), "no_such_move")
    refuse_tax_number(given.get("reason", ""), field="reason")
    if "number" in given and (fault := fault_of(given["number"])):
        raise Refused(fault, "no_number", field="number")
    return LedgerEntry.objects.create(
        installment=part,
        kind=kind,
        status=end,
        amount_cents=part.amount_cents,
        by=by,
        follows=last,
        **given,
    )
