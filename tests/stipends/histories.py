"""Random histories of payments, and what must hold after each: all sums are equal.

The SQL here is written apart from the site’s: it knows kinds of lines, and no state.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.models import Call
from core.actions import Refused
from core.states import is_move
from core.templatetags.money import dollars
from stipends import queries
from stipends.actions.agree import decline_stipend, divide_agreement, pay_back
from stipends.actions.approve import approve_stipend, reopen_stipend, void_stipend
from stipends.actions.follow_up import (
    correct_payment,
    note_cleared,
    note_payment_return,
    take_back_cleared,
)
from stipends.actions.paid_twice import note_cleared_after_all, note_given_back
from stipends.actions.pay import pay_stipend
from stipends.budget import Budget, budget_of
from stipends.enums import DID_NOT_ARRIVE, STIPEND_MOVES, Cause, InstallmentKind, StipendStatus
from stipends.models import Installment, LedgerEntry
from stipends.parts import Terms
from stipends.told import told
from tests.factories.paying import check, second_finance
from tests.factories.staff import Cast

OFTEN = 25  # of so many histories one is looked at on the pages, too
PAID = ("We sent you a check", "A check for you", "This has been paid", "Two checks went out")
PUBLIC_AMOUNT = re.compile(r'<bdi dir="ltr">\$([\d,.]+)</bdi></strong>\s*[^<]*<br>\s*([^<]+)')

SUMS = """
    WITH last AS (
        SELECT DISTINCT ON (installment_id) installment_id,
            CASE WHEN kind IN ('uncleared', 'surfaced', 'given_back') THEN 'paid' ELSE kind END
            AS kind
        FROM stipends_ledgerentry
        WHERE kind <> 'corrected' ORDER BY installment_id, id DESC
    )
    SELECT
        COALESCE(sum(amount) FILTER (WHERE own AND kind IN ('paid', 'reissued', 'cleared')), 0),
        COALESCE(sum(amount) FILTER (WHERE own AND kind = 'approved'), 0),
        COALESCE(sum(amount) FILTER (WHERE own AND kind IN ('returned', 'failed')), 0),
        COALESCE(sum(amount) FILTER (WHERE own AND kind = 'reopened'), 0),
        COALESCE(sum(amount) FILTER (WHERE NOT own AND kind IN ('paid', 'reissued', 'cleared')), 0),
        COALESCE(sum(amount) FILTER (WHERE NOT own AND kind = 'approved'), 0),
        COALESCE(sum(amount) FILTER (WHERE NOT own AND kind IN ('returned', 'failed')), 0),
        COALESCE(sum(amount) FILTER (WHERE NOT own AND kind = 'reopened'), 0)
    FROM (
        SELECT part.amount_cents AS amount, part.kind = 'stipend' AS own,
            COALESCE(last.kind, 'reopened') AS kind
        FROM stipends_installment AS part LEFT JOIN last ON last.installment_id = part.id
    ) AS one
"""

Step = tuple[str, int, bool]


def steps_of(cast: Cast) -> dict[str, Callable[[Installment, bool], object]]:
    """What somebody does to a part; `odd` is another person, an odd day or another cause."""
    today, colleague = timezone.localdate(), second_finance(cast)

    def day(odd: bool):
        return today + timedelta(days=3) if odd else today

    return {
        "approve": lambda part, odd: approve_stipend(
            by=cast.finance if odd else cast.coordinator, installment=part, despite=["unchecked"]
        ),
        "pay": lambda part, odd: pay_stipend(
            by=cast.coordinator if odd else cast.finance, installment=part, payment=check()
        ),
        "pay late": lambda part, odd: pay_stipend(
            by=cast.finance, installment=part, payment=check("2", day(odd))
        ),
        "clear": lambda part, odd: note_cleared(by=cast.finance, installment=part, day=day(odd)),
        "unclear": lambda part, odd: take_back_cleared(
            by=cast.finance if odd else colleague, installment=part, reason="So."
        ),
        "back": lambda part, odd: note_payment_return(
            by=colleague if odd else cast.finance,
            installment=part,
            cause=Cause.LOST if odd else Cause.ADDRESS,
            day=today,
            stopped_on=today if odd else None,
        ),
        "correct": lambda part, odd: correct_payment(
            by=cast.finance, installment=part, payment=check("3", day(odd)), reason="So."
        ),
        **_of_two_checks(cast),
        **_of_agreements(cast),
    }


def _of_two_checks(cast: Cast) -> dict[str, Callable[[Installment, bool], object]]:
    """A check that did not arrive clears after all, and what was paid twice comes back."""
    today = timezone.localdate()
    return {
        "surface": lambda part, odd: note_cleared_after_all(
            by=cast.finance, installment=part, number="2" if odd else check().number, day=today
        ),
        "give back": lambda part, odd: note_given_back(
            by=cast.finance, installment=part, day=today, reason="So."
        ),
    }


def _of_agreements(cast: Cast) -> dict[str, Callable[[Installment, bool], object]]:
    """What changes what is due."""
    today = timezone.localdate()
    return {
        "void": lambda part, odd: void_stipend(
            by=None if odd else cast.coordinator, installment=part, reason="So."
        ),
        "open": lambda part, odd: reopen_stipend(
            by=cast.coordinator, installment=part, reason="So"
        ),
        "decline": lambda part, odd: decline_stipend(by=None, agreement=part.agreement),
        "divide": lambda part, odd: divide_agreement(
            by=cast.coordinator,
            agreement=part.agreement,
            parts=[Terms(20_000 if odd else 10_000, due_on=today)],
            seen=[each.pk for each in part.agreement.installments.all()],
        ),
        "pay back": lambda part, odd: pay_back(
            by=cast.coordinator,
            seat=part.agreement.seat,
            kind=InstallmentKind.TRANSPORT,
            amount_cents=700,
        ),
    }


def histories(most: int = 14) -> st.SearchStrategy[list[Step]]:
    """Steps of anybody about any part, most of them in an order that makes sense."""
    usual = st.sampled_from(["approve", "pay", "back", "clear", "pay late", "correct", "void"])
    late = ["surface", "surface", "give back"]
    seldom = st.sampled_from(["open", "decline", "divide", "pay back", "unclear", *late])
    names = st.one_of(usual, usual, usual, seldom)
    odd = st.integers(0, 4).map(lambda number: number == 0)
    return st.lists(st.tuples(names, st.integers(0, 2), odd), max_size=most)


def play(history: Sequence[Step], cast: Cast) -> None:
    """Each step is done, or refused."""
    steps = steps_of(cast)
    for name, place, odd in history:
        parts = list(Installment.objects.order_by("pk"))
        try:
            with transaction.atomic():
                steps[name](parts[place % len(parts)], odd)
        except (Refused, PermissionDenied):
            continue


def sums() -> tuple[int, ...]:
    """Paid, approved, back and to approve, in cents: of stipends, and of what is paid back."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS)
        return tuple(int(each) for each in cursor.fetchone())


def of_budget(budget: Budget) -> tuple[int, ...]:
    """The same, as the budget has them: there the first four are of both."""
    every, back = (
        (each.paid_cents, each.approved_cents, each.returned_cents, each.to_approve_cents)
        for each in (budget, budget.paid_back)
    )
    return (*(one - other for one, other in zip(every, back, strict=True)), *back)


def compare(call: Call) -> None:
    """The ledger, the budget, each member's words and the export's figures say the same."""
    found = sums()
    paid, approved, back, waiting, paid_back, *_others = found
    assert of_budget(budget_of(call)) == found
    stipends = queries.stipends()
    assert sum(each.paid_cents for each in stipends) == paid
    assert sum(each.amount_cents for each in stipends) == paid + approved + back + waiting
    said = [told(part) for each in stipends for part in each.parts]
    assert sum(each.amount_cents for each in said if each.words.startswith(PAID)) == (
        paid + paid_back
    )


def only_moves_of_the_table() -> None:
    """Every line leads from the state before it to one that the table names."""
    for part in Installment.objects.prefetch_related("entries"):
        state, last = StipendStatus.TO_APPROVE, None
        for line in sorted(part.entries.all(), key=lambda line: line.pk):
            took_back = last and last.kind == "uncleared" and line.status in DID_NOT_ARRIVE
            assert not (took_back and alike(line, last))
            assert not (line.kind == "reissued" and last.kind == "failed" and alike(line, last))
            assert is_move(STIPEND_MOVES, state, line.status), (state, line.kind, line.status)
            state, last = StipendStatus(line.status), line
        kinds = Counter(line.kind for line in part.entries.all())
        assert kinds["surfaced"] <= kinds["returned"] + kinds["failed"]
    payments = LedgerEntry.objects.filter(kind__in=["paid", "reissued"])
    assert not any(line.by_id == line.approved_by_id for line in payments)


def alike(line: LedgerEntry, other: LedgerEntry) -> bool:
    """Whether one person wrote both."""
    return line.by_id == other.by_id


def compare_pages(coordinator: Client, owners: Sequence[Client], call: Call) -> None:
    """The budget page, the export and the members' own pages, as they are sent."""
    found = sums()
    paid, paid_back = found[0], found[4]
    page = coordinator.get("/staff/stipends/").content.decode()
    figures = dict(re.findall(r"<dt>(?:<svg.*?</svg>)?([^<]+)</dt>\s*<dd>([^<]+)</dd>", flat(page)))
    names = ("Paid", "Approved, to pay", "Came back", "To approve")
    expected = dict(zip(names, map(sum, zip(found[:4], found[4:], strict=True)), strict=True))
    expected["Promised in all"] = sum(found)
    assert {name: figures[name] for name in expected} == {
        name: str(dollars(cents)) for name, cents in expected.items()
    }
    sent = coordinator.post("/staff/export/", {"kind": "csv"})
    rows = csv.DictReader(io.StringIO(b"".join(sent.streaming_content).decode("utf-8-sig")))
    assert round(sum(float(row["Stipend paid"] or 0) * 100 for row in rows)) == paid
    own = 0
    for owner in owners:
        text = owner.get(f"/en/{call.slug}/mine/status/").content.decode()
        for amount, words in PUBLIC_AMOUNT.findall(text):
            if words.strip().startswith(PAID):
                own += round(float(amount.replace(",", "")) * 100)
    assert own == paid + paid_back


def flat(page: str) -> str:
    """Without line breaks and indents."""
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", re.sub(r"\s+", " ", page))


def try_histories(
    number: int, call: Call, cast: Cast, coordinator: Client, owners: Sequence[Client]
) -> int:
    """So many random histories, each from the same beginning; how many were compared on pages."""
    seen = [0, 0]

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories())
    def hold(history: list[Step]) -> None:
        with transaction.atomic():
            play(history, cast)
            only_moves_of_the_table()
            compare(call)
            seen[0] += 1
            if seen[0] % OFTEN == 0:
                compare_pages(coordinator, owners, call)
                seen[1] += 1
            transaction.set_rollback(True)

    hold()
    return seen[1]
