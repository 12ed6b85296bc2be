"""R8: two people do something to the same payment at once, a thousand times: one of them does."""

import os
import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from core.actions import Refused
from core.models import User
from stipends.actions.agree import divide_agreement
from stipends.actions.approve import approve_stipend, void_stipend
from stipends.actions.pay import pay_stipend
from stipends.models import Installment
from stipends.parts import Terms
from tests.factories.applications import apply
from tests.factories.paying import check
from tests.factories.story import seated

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]

TIMES = int(os.environ.get("RACES") or 200)
CENTS = 100
Act = Callable[[Installment], object]


@pytest.fixture
def parts(call, cast) -> list[Installment]:
    """As many parts of one member's stipend, all due."""
    whole = seated(apply(call), cast)
    terms = [Terms(CENTS, due_on=whole.due_on)] * TIMES
    agreement = divide_agreement(
        by=cast.coordinator, agreement=whole.agreement, parts=terms, seen=[whole.pk]
    )
    return list(agreement.installments.all())


def race(parts: list[Installment], *acts: Act) -> list[list[str]]:
    """What became of each part: every act at the same moment, each over its own connection."""
    start = threading.Barrier(len(acts))
    told: list[list[str]] = [["" for _act in acts] for _part in parts]

    def run(place: int, act: Act) -> None:
        for number, part in enumerate(parts):
            start.wait()
            try:
                act(part)
                told[number][place] = "done"
            except Refused as refused:
                told[number][place] = refused.code
        connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def kinds(parts: list[Installment]) -> Counter:
    """How many parts have which lines."""
    return Counter(
        tuple(part.entries.order_by("pk").values_list("kind", flat=True)) for part in parts
    )


def test_two_finance_users_pay_the_same_part_and_it_is_paid_once(parts, cast) -> None:
    other = User.objects.get(pk=cast.administrator.pk)
    other.groups.set(cast.finance.groups.all())
    for part in parts:
        approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])

    def pay(by: User) -> Act:
        return lambda part: pay_stipend(by=by, installment=part, payment=check())

    told = race(parts, pay(cast.finance), pay(User.objects.get(pk=other.pk)))
    assert Counter(map(frozenset, told)) == {frozenset({"done", "already_paid"}): TIMES}
    assert kinds(parts) == {("approved", "paid"): TIMES}
    first, second = ([each[place] for each in told].count("done") for place in (0, 1))
    assert first and second, "each of them was first at times, or this was no race"


def test_approval_against_void_of_the_same_page(parts, cast) -> None:
    def approve(part: Installment) -> None:
        approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"], seen=0)

    def void(part: Installment) -> None:
        void_stipend(by=cast.second_coordinator, installment=part, reason="A mistake.", seen=0)

    told = race(parts, approve, void)
    assert Counter(map(frozenset, told)) == {frozenset({"done", "changed_meanwhile"}): TIMES}
    found = kinds(parts)
    assert set(found) == {("approved",), ("voided",)} and found.total() == TIMES
