"""A lost check is stopped, and paid again by another person; it may clear after all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from core.models import OutgoingMail
from stipends.actions.follow_up import note_cleared, note_payment_return
from stipends.actions.paid_twice import note_cleared_after_all, note_given_back
from stipends.enums import Cause, EntryKind, Fit, StipendStatus
from stipends.models import Installment, LedgerEntry
from stipends.queries import part_of
from stipends.told import told
from tests.factories.applications import apply
from tests.factories.paying import check, paid, paid_by_another, returned, second_finance, status_of
from tests.factories.payment_files import fits, of_rows
from tests.factories.staff import signed_in
from tests.factories.story import approved
from tests.refusals import refuses

ASKS_BACK = "Paid twice: ask for it back"


@pytest.fixture
def part(call, cast) -> Installment:
    """Paid by mail with the check 10442."""
    part = approved(apply(call), cast).installment
    paid(part, cast)
    return part


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


def line_after(part: Installment, kind: EntryKind, status: StipendStatus, **given) -> LedgerEntry:
    """As somebody would write it past the action."""
    last, day = part.entries.latest("pk"), timezone.localdate()
    amount = last.amount_cents
    return LedgerEntry(
        installment=part,
        kind=kind,
        status=status,
        follows=last,
        amount_cents=amount,
        day=day,
        **given,
    )


def surfaced(part: Installment, cast, number: str = "10442") -> LedgerEntry:
    day = timezone.localdate()
    return note_cleared_after_all(by=cast.finance, installment=part, number=number, day=day)


def to_do(client: Client) -> dict[str, str]:
    """What needs somebody now, and where."""
    return {item.title: item.url for item in client.get("/staff/").context["todo"].now}


def page_of(client: Client, part: Installment) -> str:
    return " ".join(client.get(f"/staff/payments/{part.pk}/").content.decode().split())


@pytest.mark.django_db
def test_lost_check_is_stopped_at_the_bank_first(part, cast, finance) -> None:
    today = timezone.localdate()
    lost = {"by": cast.finance, "installment": part, "cause": Cause.LOST, "day": today}
    with refuses("not_stopped"):
        note_payment_return(**lost)
    with refuses("in_future"):
        note_payment_return(**lost, stopped_on=today + timedelta(days=1))
    with refuses("before_paying"):
        note_payment_return(**lost, stopped_on=today - timedelta(days=1))
    failed = {"by": cast.finance, "cause": Cause.LOST}
    with pytest.raises(IntegrityError, match="was stopped at the bank"), transaction.atomic():
        line_after(part, EntryKind.FAILED, StipendStatus.FAILED, **failed).save()
    typed = {"seen": part.entries.latest("pk").pk, "cause": "lost", "day": today}
    path = f"/staff/payments/{part.pk}/back/"
    page = finance.post(path, typed, follow=True).content.decode()
    assert "A lost check can still be cashed. Have the bank stop it first" in page
    assert status_of(part) == StipendStatus.PAID
    finance.post(path, typed | {"stopped_on": today}, follow=True)
    assert part.entries.latest("pk").stopped_on == today
    assert "The bank stopped it on" in page_of(finance, part)


@pytest.mark.django_db
def test_day_of_stopping_is_kept_of_a_lost_check_alone(part, cast) -> None:
    today = timezone.localdate()
    mistaken = {"by": cast.finance, "cause": Cause.MISTAKE, "stopped_on": today}
    with pytest.raises(IntegrityError, match="only_a_lost_check"), transaction.atomic():
        line_after(part, EntryKind.FAILED, StipendStatus.FAILED, **mistaken).save()
    with refuses("not_lost"):
        note_payment_return(
            by=cast.finance, installment=part, cause=Cause.ADDRESS, day=today, stopped_on=today
        )
    assert status_of(part) == StipendStatus.PAID


@pytest.mark.django_db
@pytest.mark.parametrize("cause", [Cause.LOST, Cause.STOPPED, Cause.MISTAKE])
def test_nobody_alone_pays_again_what_never_arrived(call, part, cast, finance, cause) -> None:
    returned(part, cast, cause)
    with refuses("noted_it_lost"):
        paid(part, cast, check("10443"))
    again = {"method": "check_by_mail", "number": "10443", "approved_by": cast.coordinator}
    with pytest.raises(IntegrityError, match="nobody alone pays again"), transaction.atomic():
        line_after(
            part, EntryKind.REISSUED, StipendStatus.REISSUED, by=cast.finance, **again
        ).save()
    reference = part.agreement.decision.application.reference
    file = of_rows(call, cast.finance, (reference, "", 1200, "10443", timezone.localdate()))
    (judged,) = fits(file, cast.finance)
    assert judged.fit == Fit.REFUSED and "Somebody else records" in judged.words
    assert fits(file, second_finance(cast))[0].fit == Fit.MATCHED
    assert "so that nobody alone can pay twice" in page_of(finance, part)
    assert "/pay/" in page_of(signed_in(second_finance(cast)), part)
    assert paid_by_another(part, cast, "10443").kind == EntryKind.REISSUED


@pytest.mark.django_db
def test_check_that_clears_after_all_is_paid_and_not_paid_again(part, cast, finance) -> None:
    returned(part, cast, Cause.LOST)
    path = f"/staff/payments/{part.pk}/surfaced/"
    assert "An earlier check cleared after all" in page_of(finance, part)
    typed = {"seen": part.entries.latest("pk").pk, "number": "10442", "day": timezone.localdate()}
    page = finance.post(path, typed, follow=True).content.decode()
    assert "Nothing is to be paid again" in page and ASKS_BACK not in page
    assert status_of(part) == StipendStatus.CLEARED
    assert part_of(part.pk).cleared_on == timezone.localdate()


@pytest.mark.django_db
@pytest.mark.parametrize("has_cleared", [False, True])
def test_first_check_beside_the_second_is_asked_back_until_it_is(
    part, cast, finance, has_cleared
) -> None:
    returned(part, cast, Cause.LOST)
    paid_by_another(part, cast, "10443")
    if has_cleared:
        note_cleared(by=cast.finance, installment=part, day=timezone.localdate())
    assert ASKS_BACK not in to_do(finance)
    mails = OutgoingMail.objects.count()
    surfaced(part, cast)
    assert status_of(part) == StipendStatus.PAID_TWICE
    assert OutgoingMail.objects.count() == mails + 1
    assert told(part_of(part.pk)).words.startswith("Two checks went out for this payment")
    assert to_do(finance)[ASKS_BACK].endswith("show=twice")
    desk = finance.get("/staff/payments/?show=twice").content.decode()
    assert ASKS_BACK in desk and f"/staff/payments/{part.pk}/" in desk
    with refuses("already_paid"):
        paid(part, cast, check("10444"))
    with refuses("no_reason"):
        note_given_back(by=cast.finance, installment=part, day=timezone.localdate(), reason=" ")
    seen = {"seen": part.entries.latest("pk").pk, "day": timezone.localdate()}
    path = f"/staff/payments/{part.pk}/given-back/"
    finance.post(path, seen | {"reason": "Check 10443 was stopped."}, follow=True)
    assert status_of(part) == StipendStatus.CLEARED
    assert ASKS_BACK not in to_do(finance)
    assert "Check 10443 was stopped." in page_of(finance, part)


@pytest.mark.django_db
def test_only_what_had_not_arrived_clears_after_all_and_once(part, cast, finance) -> None:
    assert "An earlier check" not in page_of(finance, part)
    with refuses("no_such_check"):
        surfaced(part, cast)
    given = {"by": cast.finance, "method": "check_by_mail", "number": "10442"}
    twice = (EntryKind.SURFACED, StipendStatus.PAID_TWICE)
    with pytest.raises(IntegrityError, match="only what had not arrived"), transaction.atomic():
        line_after(part, *twice, **given).save()
    returned(part, cast, Cause.LOST)
    paid_by_another(part, cast, "10443")
    with refuses("no_such_check"):
        surfaced(part, cast, "10443")
    with pytest.raises(IntegrityError, match="only what had not arrived"), transaction.atomic():
        line_after(part, *twice, **given | {"number": "77"}).save()
    surfaced(part, cast)
    today = timezone.localdate()
    note_given_back(by=cast.finance, installment=part, day=today, reason="Paid back.")
    with refuses("no_such_check"):
        surfaced(part, cast)
    with pytest.raises(IntegrityError, match="only what had not arrived"), transaction.atomic():
        line_after(part, *twice, **given).save()
