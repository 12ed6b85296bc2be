"""A year's payments by payee, for the tax office: stipends only, what is paid back is no income."""

from dataclasses import dataclass
from operator import attrgetter

from stipends.enums import IS_PAID, PAYMENTS, EntryKind, InstallmentKind, TaxForm
from stipends.models import Agreement, LedgerEntry, TaxThreshold
from stipends.parts import Part
from stipends.queries import installments, parts_of


@dataclass(frozen=True)
class Payee:
    """Everything paid to one payee in a year, and not come back: at least this much, from here."""

    parts: list[Part]

    @property
    def agreement(self) -> Agreement:
        """The newest one."""
        return self.parts[-1].agreement

    @property
    def references(self) -> list[str]:
        """Of their applications, the same payee may have several over the calls."""
        return sorted({part.application.reference for part in self.parts})

    @property
    def payee_number(self) -> str:
        """In finance's system, if it was noted."""
        return self.agreement.payee_number

    @property
    def tax_form(self) -> TaxForm:
        """The one that finance has."""
        return TaxForm(self.agreement.tax_form)

    @property
    def cents(self) -> int:
        """The sum."""
        return sum(part.amount_cents for part in self.parts)


def payees_in(year: int) -> list[Payee]:
    """Whoever was paid in a year, the largest sum first.

    A payment is of the year of the date on the check. One payee's number joins agreements of
    several calls; without one each agreement stands alone.
    """
    found = installments().filter(state__in=IS_PAID, kind=InstallmentKind.STIPEND)
    by_payee: dict[object, list[Part]] = {}
    for part in parts_of(found):
        if part.payment.day.year == year:
            key = part.agreement.payee_number.casefold() or part.agreement.pk
            by_payee.setdefault(key, []).append(part)
    payees = [Payee(parts) for parts in by_payee.values()]
    return sorted(payees, key=lambda payee: (-payee.cents, payee.references))


def threshold_of(year: int) -> TaxThreshold | None:
    """The one that holds in a year: of that year, or of the last year before it that has one."""
    return TaxThreshold.objects.filter(year__lte=year).order_by("-year", "-pk").first()


def years_paid() -> list[int]:
    """Those of which the ledger has a payment."""
    lines = LedgerEntry.objects.filter(kind__in=[*PAYMENTS, EntryKind.CORRECTED])
    return sorted(lines.order_by().values_list("day__year", flat=True).distinct())


SORTS = {
    "reference": attrgetter("references"),
    "payee": attrgetter("payee_number"),
    "form": attrgetter("tax_form"),
    "sum": attrgetter("cents"),
}
