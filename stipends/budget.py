"""A call’s money, in cents: what is promised, approved, paid and left, and how fast it arrives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from applications.models import Call
from stipends.enums import DID_NOT_ARRIVE, IS_PAID, REIMBURSEMENTS, StipendStatus
from stipends.models import BudgetIncrease
from stipends.parts import Part
from stipends.queries import APPLICATION, installments


@dataclass(frozen=True)
class Sums:
    """How far some money is given away, in cents."""

    to_approve_cents: int
    approved_cents: int  # and not paid
    paid_cents: int
    returned_cents: int

    @property
    def taken_cents(self) -> int:
        """Approved, paid or back: what cannot be approved a second time."""
        return self.approved_cents + self.paid_cents + self.returned_cents

    @property
    def committed_cents(self) -> int:
        """All that members were promised."""
        return self.taken_cents + self.to_approve_cents


@dataclass(frozen=True)
class Budget(Sums):
    """A call's money; `paid_back` is how much of it is no stipend. Two people agreed to `more`."""

    paid_back: Sums
    seats_cents: int
    more_cents: int

    @property
    def total_cents(self) -> int:
        """All there is."""
        return self.seats_cents + self.more_cents

    @property
    def left_cents(self) -> int:
        """What nobody was promised; less than nothing if the promises are too many."""
        return self.total_cents - self.committed_cents


def budget_of(call: Call) -> Budget:
    """Seats × stipend, and how far it is given away."""
    rows = installments().filter(**{f"{APPLICATION}__call": call}).order_by()
    every, paid_back = {}, {}
    for kind, state, cents in rows.values_list("kind", "state").annotate(Sum("amount_cents")):
        every[state] = every.get(state, 0) + cents
        if kind in REIMBURSEMENTS:
            paid_back[state] = paid_back.get(state, 0) + cents
    increases = BudgetIncrease.objects.filter(call=call, agreed_by__isnull=False)
    return Budget(
        **_sums(every),
        paid_back=Sums(**_sums(paid_back)),
        seats_cents=call.seats * call.stipend_cents,
        more_cents=increases.aggregate(cents=Sum("amount_cents"))["cents"] or 0,
    )


def _sums(cents: Mapping[str, int]) -> dict[str, int]:
    def of(*states: StipendStatus) -> int:
        return sum(cents.get(state, 0) for state in states)

    return {
        "to_approve_cents": of(StipendStatus.TO_APPROVE),
        "approved_cents": of(StipendStatus.APPROVED),
        "paid_cents": of(*IS_PAID),
        "returned_cents": of(*DID_NOT_ARRIVE),
    }


@dataclass(frozen=True)
class Pace:
    """Days from approval to the date on the check: `half` of the payments within, and all."""

    half: int
    longest: int


def pace_of(parts: Iterable[Part]) -> Pace | None:
    """How fast money arrives; None before anything is paid."""
    days = sorted(each.days_to_money for each in parts if each.days_to_money is not None)
    return Pace(days[(len(days) - 1) // 2], days[-1]) if days else None
