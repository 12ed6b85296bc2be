"""A part of a stipend, locked with its last line; and what is refused of days and of slips."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils import timezone

from core.actions import Refused
from stipends.enums import StipendStatus
from stipends.models import Installment, LedgerEntry

MEANWHILE = "{reference} is {status} now: somebody else was first. Nothing was recorded."


def locked(installment: Installment) -> tuple[Installment, LedgerEntry | None]:
    """The same, locked, and its last line: of two people at once the second waits here."""
    found = Installment.objects.select_for_update(of=["self"])
    found = found.select_related("agreement__decision__application__call")
    found = found.get(pk=installment.pk)
    return found, found.entries.order_by("-pk").first()


def status_after(last: LedgerEntry | None) -> StipendStatus:
    """That of a part whose last line this is."""
    return StipendStatus(last.status) if last else StipendStatus.TO_APPROVE


def reference_of(installment: Installment) -> str:
    """Of the application."""
    return installment.agreement.decision.application.reference


def refuse_day(
    installment: Installment, day: date, *, since: date | None = None, field: str = "day"
) -> None:
    """Refused in the future, before the call opened, and before the day `since`, if given."""
    call = installment.agreement.decision.application.call
    opened = timezone.localdate(call.opens_at)
    if day > timezone.localdate():
        raise Refused("This is in the future. Enter the day it was.", "in_future", field=field)
    if day < opened:
        message = f"The call opened on {opened:%B} {opened.day}, {opened.year}: not before."
        raise Refused(message, "before_the_call", field=field)
    if since and day < since:
        message = f"It was paid on {since:%B} {since.day}, {since.year}: not before."
        raise Refused(message, "before_paying", field=field)


def refuse_doubts(doubts: Mapping[str, str], despite: Collection[str]) -> None:
    """What may be a slip is refused until somebody says that they looked at it."""
    if words := [said for doubt, said in doubts.items() if doubt not in despite]:
        raise Refused(f"{' '.join(words)} Is that right?", "not_confirmed", field="despite")
