"""Checks of a part that did not arrive, from its ledger lines."""

from collections.abc import Iterable

from stipends.enums import DID_NOT_ARRIVE, PAYMENTS, EntryKind, Method
from stipends.models import LedgerEntry
from stipends.parts import Payment

_GONE = (EntryKind.RETURNED, EntryKind.FAILED)


def not_arrived(lines: Iterable[LedgerEntry]) -> list[Payment]:
    """Those that came back or never arrived, and did not clear after all; the first one first."""
    found, payment = [], None
    for line in lines:
        if line.kind in (*PAYMENTS, EntryKind.CORRECTED):
            payment = Payment(Method(line.method), line.number, line.day)
        elif line.kind in _GONE and payment:
            found.append(payment)
        elif line.kind == EntryKind.SURFACED:
            found = [each for each in found if each.number != line.number]
    return found


def numbers_back(lines: Iterable[LedgerEntry]) -> set[str]:
    """The numbers of all that came back or never arrived, without case; also those corrected."""
    found, number = set(), ""
    for line in lines:
        number = line.number or number
        if line.status in DID_NOT_ARRIVE:
            found.add(number.casefold())
    return found
