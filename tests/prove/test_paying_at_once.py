"""R8: two people do something to the same payment at once, a thousand times: one of them does."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from core.actions import CHANGED_MEANWHILE, Refused, SomeRefused
from core.models import User
from stipends.actions.agree import divide_agreement
from stipends.actions.approve import approve_stipend, void_stipend
from stipends.actions.pay import pay_stipend
from stipends.enums import PAYMENTS, FileStatus
from stipends.files.actions.record import record_file
from stipends.files.judging import seen_of
from stipends.models import Installment, PaidFromFile, PaymentFile
from stipends.parts import Terms
from stipends.queries import part_of
from tests.factories.applications import apply
from tests.factories.paying import check, returned
from tests.factories.payment_files import fits, of_rows
from tests.factories.story import approved, seated

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


def test_a_file_against_the_same_payment_by_hand(call, cast) -> None:
    """A spreadsheet is recorded while somebody marks its only payment; then it comes back."""
    other = User.objects.get(pk=cast.administrator.pk)
    other.groups.set(cast.finance.groups.all())
    part = approved(apply(call), cast).installment
    won: Counter = Counter()
    took = [0.1]  # seconds, of each file
    for number in range(1, TIMES + 1):  # no check has the number 0
        file = _file_of(part, cast.finance, number)
        seen = seen_of(fits(file, cast.finance))
        (told,) = race(
            [part],
            partial(_record, file, seen, User.objects.get(pk=cast.finance.pk), took),
            partial(_pay_by_hand, User.objects.get(pk=other.pk), number, took[-1]),
        )
        assert told.count("done") == 1 and set(told) <= {"done", "already_paid", CHANGED_MEANWHILE}
        assert part_of(part.pk).payment.number == f"{'FH'[told.index('done')]}{number}"
        won[told.index("done")] += 1
        returned(part, cast)
    assert won[0] and won[1], "each of them was first at times, or this was no race"
    assert PaidFromFile.objects.count() == won[0]
    assert PaymentFile.objects.filter(status=FileStatus.RECORDED).count() == won[0]
    assert part.entries.filter(kind__in=PAYMENTS).count() == TIMES


def _file_of(part: Installment, by: User, number: int) -> PaymentFile:
    application = part.agreement.decision.application
    cells = (application.reference, "", part.amount_cents / 100, f"F{number}", timezone.localdate())
    return of_rows(application.call, by, cells, digest=f"{number:064}")


def _record(file: PaymentFile, seen: str, by: User, took: list[float], _part: Installment) -> None:
    start = time.perf_counter()
    try:
        record_file(by=by, file=file, seen=seen, chosen={}, leaves_out=False)
    except SomeRefused as refused:
        ((_installment, why),) = refused.refusals
        raise why from None
    finally:
        took.append(time.perf_counter() - start)


def _pay_by_hand(by: User, number: int, seconds: float, part: Installment) -> None:
    """At some moment of what a file takes, which is longer."""
    time.sleep(random.uniform(0, seconds))  # noqa: S311
    pay_stipend(by=by, installment=part, payment=check(f"H{number}"))
