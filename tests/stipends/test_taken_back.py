"""Who takes back that a payment cleared does not also note that it came back."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import User
from stipends.actions.follow_up import correct_payment, note_cleared, take_back_cleared
from stipends.enums import Cause, EntryKind, StipendStatus
from stipends.models import Installment, LedgerEntry
from tests.factories.applications import apply
from tests.factories.paying import check, paid, returned, second_finance, status_of
from tests.factories.staff import signed_in
from tests.factories.story import approved
from tests.refusals import refuses


@pytest.fixture
def part(call, cast) -> Installment:
    """Paid, and noted as cleared."""
    part = approved(apply(call), cast).installment
    paid(part, cast)
    note_cleared(by=cast.finance, installment=part, day=timezone.localdate())
    return part


def taken_back(part: Installment, by: User) -> None:
    take_back_cleared(by=by, installment=part, reason="It was another check.")


def came_back(part: Installment, by: User, kind: EntryKind) -> LedgerEntry:
    """A line as somebody would write it past the action."""
    last = part.entries.latest("pk")
    is_failure = kind == EntryKind.FAILED
    return LedgerEntry(
        installment=part,
        kind=kind,
        status=StipendStatus(kind),
        cause=Cause.MISTAKE if is_failure else Cause.ADDRESS,
        amount_cents=last.amount_cents,
        follows=last,
        by=by,
        day=timezone.localdate(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [EntryKind.RETURNED, EntryKind.FAILED])
def test_nobody_alone_makes_what_has_cleared_to_be_paid_again(part, cast, kind) -> None:
    taken_back(part, cast.finance)
    correct_payment(by=cast.finance, installment=part, payment=check("10449"), reason="Typing.")
    with refuses("took_back_cleared"):
        returned(part, cast, Cause.MISTAKE if kind == EntryKind.FAILED else Cause.ADDRESS)
    with pytest.raises(IntegrityError, match="nobody alone"), transaction.atomic():
        came_back(part, cast.finance, kind).save()
    came_back(part, second_finance(cast), kind).save()
    assert paid(part, cast, check("10443")).kind == EntryKind.REISSUED


@pytest.mark.django_db
def test_a_later_payment_comes_back_by_any_hand(part, cast) -> None:
    taken_back(part, second_finance(cast))
    returned(part, cast)
    paid(part, cast, check("10443"))
    note_cleared(by=cast.finance, installment=part, day=timezone.localdate())
    taken_back(part, cast.finance)
    came_back(part, second_finance(cast), EntryKind.RETURNED).save()
    paid(part, cast, check("10444"))
    returned(part, cast)
    assert status_of(part) == StipendStatus.RETURNED


@pytest.mark.django_db
def test_page_says_that_somebody_else_notes_it(part, cast) -> None:
    path, form = f"/staff/payments/{part.pk}/", f"/staff/payments/{part.pk}/back/"
    taken_back(part, cast.finance)
    own = signed_in(cast.finance).get(path).content.decode()
    assert "You took back that it cleared" in own and form not in own
    other = signed_in(second_finance(cast)).get(path).content.decode()
    assert "You took back" not in other and form in other
