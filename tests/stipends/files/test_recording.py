"""What a spreadsheet pays: matched, or said why not; all of it or nothing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from core.actions import SomeRefused
from core.models import OutgoingMail
from stipends.actions.agree import divide_agreement
from stipends.actions.approve import approve_stipend
from stipends.actions.payee import note_payee
from stipends.enums import FileStatus, Fit, StipendStatus, TaxForm
from stipends.files.actions.record import drop_file, drop_forgotten_files
from stipends.models import LedgerEntry, PaidFromFile, PaymentFile
from stipends.parts import Terms
from tests.concurrency import at_once
from tests.factories import payment_files
from tests.factories.applications import apply
from tests.factories.paying import check, paid, returned, status_of
from tests.factories.payment_files import fits, of_rows, recorded, verdicts
from tests.factories.story import approved, seated
from tests.refusals import refuses

TODAY = timezone.localdate


def member(call, cast, payee: str = ""):
    """The part of somebody whose whole stipend is approved."""
    part = approved(apply(call), cast).installment
    if payee:
        note_payee(
            by=cast.finance,
            agreement=part.agreement,
            tax_form=TaxForm.NONE,
            tax_form_on=None,
            payee_number=payee,
        )
    return part


def reference(part) -> str:
    return part.agreement.decision.application.reference


def row(part, number="118826", amount=None, payee="", **_others):
    amount = part.amount_cents / 100 if amount is None else amount
    return (reference(part), payee, amount, number, TODAY())


@pytest.mark.django_db
def test_file_is_matched_by_reference_then_by_payee_number(call, cast) -> None:
    one, other = member(call, cast), member(call, cast, "V-20")
    file = of_rows(
        call,
        cast.finance,
        (reference(one).lower().replace("-", " "), "", one.amount_cents / 100, "1", TODAY()),
        ("", "v-20", other.amount_cents / 100, "2", TODAY()),
    )
    done = recorded(file, cast.finance)
    assert (done.status, done.recorded) == (FileStatus.RECORDED, 2)
    assert done.recorded_cents == one.amount_cents + other.amount_cents
    assert {status_of(one), status_of(other)} == {StipendStatus.PAID}
    lines = PaidFromFile.objects.filter(file=file)
    assert [(line.row, line.entry.number) for line in lines] == [(2, "1"), (3, "2")]
    assert PaymentFile.objects.get().rows == []


@pytest.mark.django_db
def test_each_kind_of_trouble_is_said(call, cast) -> None:
    good, wrong, was_paid, own = (member(call, cast) for _ in range(4))
    paid(was_paid, cast, check("7"))
    twice, payee = member(call, cast), member(call, cast, "V-20")
    file = of_rows(
        call,
        cast.finance,
        row(good, "1"),
        row(wrong, "2", amount=1),
        row(was_paid, "7"),
        row(was_paid, "8"),
        row(twice, "3"),
        row(twice, "4"),
        row(own, "5", payee="V-20"),
        ("CDG-ZZZZ-ZZZZ", "V-99", 1200, "6", TODAY()),
        row(payee, ""),
    )
    assert verdicts(file, cast.finance) == [
        Fit.MATCHED,
        Fit.WRONG_AMOUNT,
        Fit.ALREADY_PAID,
        Fit.SECOND,
        Fit.TWICE,
        Fit.TWICE,
        Fit.UNMATCHED,
        Fit.UNMATCHED,
        Fit.UNREADABLE,
    ]
    with refuses("not_said"):
        recorded(file, cast.finance, looked_at=True)
    assert status_of(good) == StipendStatus.APPROVED
    recorded(file, cast.finance, leaves_out=True, looked_at=True)
    assert status_of(good) == StipendStatus.PAID
    assert LedgerEntry.objects.filter(number__in=["2", "3", "4", "5", "6", "8"]).count() == 0


@pytest.mark.django_db
def test_two_equal_parts_are_chosen_by_hand(call, cast) -> None:
    part = member_in_halves(call, cast)
    file = of_rows(call, cast.finance, row(part[0]))
    (judged,) = fits(file, cast.finance)
    assert judged.fit == Fit.AMBIGUOUS
    with refuses("nothing"):
        recorded(file, cast.finance, leaves_out=True)
    recorded(file, cast.finance, chosen={2: part[1].pk})
    assert [status_of(each) for each in part] == [StipendStatus.APPROVED, StipendStatus.PAID]


@pytest.mark.django_db
def test_one_check_for_several_parts_pays_each_of_them(call, cast) -> None:
    part, whole = member_in_halves(call, cast), member(call, cast)
    both = row(part[0], "7", amount=1200)
    file = of_rows(call, cast.finance, both, row(whole, "8"))
    judged, _other = fits(file, cast.finance)
    assert (judged.fit, judged.which) == (Fit.MATCHED, "1 of 2 and 2 of 2")
    done = recorded(file, cast.finance)
    assert (done.recorded, done.recorded_cents) == (3, 240_000)
    assert [status_of(each) for each in part] == [StipendStatus.PAID, StipendStatus.PAID]
    lines = PaidFromFile.objects.filter(file=file)
    assert [(line.row, line.entry.number) for line in lines] == [(2, "7"), (2, "7"), (3, "8")]
    told = OutgoingMail.objects.filter(body__contains="We sent you a check by mail")
    assert sorted(mail.body.count("$600 (Part") for mail in told) == [0, 2]
    again = of_rows(call, cast.finance, both, digest="b" * 64)
    assert verdicts(again, cast.finance) == [Fit.ALREADY_PAID]
    less = of_rows(call, cast.finance, row(part[0], "7"), digest="c" * 64)
    assert verdicts(less, cast.finance) == [Fit.WRONG_AMOUNT]


@pytest.mark.django_db
def test_one_check_that_could_be_two_pairs_of_parts_is_left_to_somebody(call, cast) -> None:
    part = member_in_parts(call, cast, [400, 400, 400])
    file = of_rows(call, cast.finance, row(part[0], "7", amount=800))
    (judged,) = fits(file, cast.finance)
    assert judged.fit == Fit.AMBIGUOUS and "by hand" in judged.words
    with refuses("nothing"):
        recorded(file, cast.finance, leaves_out=True)


@pytest.mark.django_db
def test_one_row_is_never_two_checks(call, cast) -> None:
    one, other = member(call, cast), member(call, cast)
    file = of_rows(call, cast.finance, row(one, "1"), row(other, "2"))
    recorded(file, cast.finance)
    lines = [paid(member(call, cast), cast, check(number)) for number in ("1", "3")]
    for line in lines:  # of another person, or another number
        refused = pytest.raises(DatabaseError, match="each row of a file is one check alone")
        with refused, transaction.atomic():
            PaidFromFile.objects.create(file=file, entry=line, row=2)


def member_in_parts(call, cast, amounts):
    """Parts of so many dollars each, approved."""
    part = seated(apply(call), cast)
    divide_agreement(
        by=cast.coordinator,
        agreement=part.agreement,
        parts=[Terms(100 * dollars, due_on=part.due_on) for dollars in amounts],
        seen=[part.pk],
    )
    parts = list(part.agreement.installments.all())
    for each in parts:
        approve_stipend(by=cast.coordinator, installment=each, despite=["unchecked"])
    return parts


def member_in_halves(call, cast):
    """Both parts of somebody, of one amount, approved."""
    return member_in_parts(call, cast, [600, 600])


@pytest.mark.django_db
def test_mistyped_reference_is_offered_and_taken_by_hand(call, cast) -> None:
    part = member(call, cast)
    typed = reference(part)
    wrong = typed[:-1] + ("A" if typed[-1] != "A" else "B")
    file = of_rows(call, cast.finance, (wrong, "", part.amount_cents / 100, "1", TODAY()))
    (judged,) = fits(file, cast.finance)
    assert (judged.fit, [each.pk for each in judged.choices]) == (Fit.UNMATCHED, [part.pk])
    recorded(file, cast.finance, chosen={2: part.pk})
    assert status_of(part) == StipendStatus.PAID


@pytest.mark.django_db
def test_what_came_back_is_paid_again_by_a_file_but_not_with_the_old_number(call, cast) -> None:
    part = member(call, cast)
    paid(part, cast, check("7"))
    returned(part, cast)
    file = of_rows(call, cast.finance, row(part, "7"), row(part, "9"))
    assert verdicts(file, cast.finance) == [Fit.ALREADY_PAID, Fit.MATCHED]
    recorded(file, cast.finance)
    assert status_of(part) == StipendStatus.REISSUED


@pytest.mark.django_db
def test_one_day_in_the_future_records_nothing_at_all(call, cast) -> None:
    one, other = member(call, cast), member(call, cast)
    late = (*row(other, "2")[:4], TODAY() + timedelta(days=1))
    file = of_rows(call, cast.finance, row(one, "1"), late)
    with pytest.raises(SomeRefused):
        recorded(file, cast.finance)
    assert status_of(one) == StipendStatus.APPROVED
    assert PaymentFile.objects.get().is_waiting


@pytest.mark.django_db
def test_page_from_before_another_payment_records_nothing(call, cast) -> None:
    one, other = member(call, cast), member(call, cast)
    file = of_rows(call, cast.finance, row(one, "1"), row(other, "2"))
    seen = payment_files.seen_of(fits(file, cast.finance))
    paid(other, cast, check("3"))
    with refuses("changed_meanwhile"):
        recorded(file, cast.finance, seen=seen, leaves_out=True)
    assert status_of(one) == StipendStatus.APPROVED


@pytest.mark.django_db
def test_same_file_waits_once_and_is_recorded_once(call, cast) -> None:
    part = member(call, cast)
    file = of_rows(call, cast.finance, row(part))
    assert of_rows(call, cast.finance, row(part)) == file
    recorded(file, cast.finance)
    again = recorded(file, cast.finance, seen="")
    assert (again.recorded, LedgerEntry.objects.filter(number="118826").count()) == (1, 1)
    with refuses("not_waiting"):
        drop_file(by=cast.finance, file=file)


@pytest.mark.django_db
def test_dropped_or_forgotten_file_leaves_no_rows(call, cast) -> None:
    part = member(call, cast)
    drop_file(by=cast.finance, file=of_rows(call, cast.finance, row(part)))
    old = of_rows(call, cast.finance, row(part), digest="b" * 64)
    PaymentFile.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=8))
    young = of_rows(call, cast.finance, row(part), digest="c" * 64)
    assert drop_forgotten_files(by=None) == 1
    assert [file.is_waiting for file in PaymentFile.objects.order_by("pk")] == [False, False, True]
    assert young.rows and not PaymentFile.objects.get(pk=old.pk).rows


@pytest.mark.django_db
def test_database_keeps_what_came_of_a_file(call, cast) -> None:
    part = member(call, cast)
    file = of_rows(call, cast.finance, row(part))
    recorded(file, cast.finance)
    refused = "Cannot (update|delete)|permission denied"
    for write in (
        lambda: PaymentFile.objects.update(recorded=5),
        lambda: PaidFromFile.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match=refused), transaction.atomic():
            write()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentFile.objects.create(
            call=call,
            file_name="x",
            digest="d" * 64,
            status=FileStatus.RECORDED,
            row_count=1,
            method="check_by_mail",
            uploaded_by=cast.finance,
        )


@pytest.mark.django_db(transaction=True)
def test_file_against_hand_pays_once(call, cast) -> None:
    part = member(call, cast)
    file = of_rows(call, cast.finance, row(part, "1"))
    seen = payment_files.seen_of(fits(file, cast.finance))
    turns = iter(
        [lambda: paid(part, cast, check("2")), lambda: recorded(file, cast.finance, seen=seen)]
    )

    def one() -> str:
        try:
            next(turns)()
        except Exception as refused:  # noqa: BLE001 (which of several refusals depends on who was first)
            return type(refused).__name__
        return "paid"

    found = at_once(one, 2)
    assert found.count("paid") == 1
    assert LedgerEntry.objects.filter(number__in=["1", "2"]).count() == 1
