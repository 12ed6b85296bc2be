"""What stays of the rows of a file of which no payment came, and what second checks were."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.actions import Refused, action
from core.models import User
from core.permissions import Permission
from core.tax_numbers import refuse_tax_number
from stipends.enums import Fit
from stipends.files.judging import Judged
from stipends.models import LeftOutRow, PaymentFile

_SAY_NOTHING = (Fit.UNREADABLE, Fit.UNMATCHED)  # a name may stand in any cell of theirs
_ON_RECORD = (Fit.MATCHED, Fit.ALREADY_PAID)


@action
def keep_left_out(*, by: User, file: PaymentFile, found: Iterable[Judged]) -> None:
    """Which rows are not on record, and what was wrong with them; a part of recording."""
    LeftOutRow.objects.bulk_create(
        _left_out(file, each) for each in found if each.fit not in _ON_RECORD
    )


def _left_out(file: PaymentFile, judged: Judged) -> LeftOutRow:
    part, words = judged.part, judged.words
    kept = LeftOutRow(file=file, row=judged.row.number_in_file, fit=judged.fit)
    if judged.fit == Fit.SECOND:
        kept.installment = part.installment
    elif part and judged.fit not in _SAY_NOTHING:
        words = f"{part.application.reference}: {words}"
    if judged.fit not in _SAY_NOTHING:
        kept.number, kept.amount_cents = judged.row.number, judged.row.cents
    kept.words = "" if judged.fit == Fit.UNREADABLE else words[:200]
    return kept


@action
def settle_second_check(*, by: User, left_out: LeftOutRow, found: str) -> LeftOutRow:
    """Say what it was: it then waits no longer on Today. Refused for one that was settled."""
    if not by.may(Permission.PAY_STIPENDS):
        raise PermissionDenied
    left_out = LeftOutRow.objects.select_for_update(of=["self"]).get(pk=left_out.pk)
    if left_out.settled_at:
        message = f"{left_out.settled_by} noted before what it was."
        raise Refused(message, "settled", field="found")
    if not found.strip():
        raise Refused("Say what it was.", "no_words", field="found")
    refuse_tax_number(found, field="found")
    left_out.found, left_out.settled_by = found.strip(), by
    left_out.settled_at = timezone.now()
    left_out.save()
    return left_out
