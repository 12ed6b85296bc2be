"""What a file has beside what is on record: looked at, kept without names, and settled in words."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from stipends.enums import Cause, Fit
from stipends.files.actions.left_out import settle_second_check
from stipends.models import Installment, LeftOutRow, PaymentFile
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.paying import check, paid, paid_by_another, returned
from tests.factories.payment_files import fits, of_rows, recorded
from tests.factories.staff import signed_in
from tests.factories.story import approved
from tests.refusals import refuses

SECOND, TITLE = "A second check?", "Second checks in a file"
NAME = "Maria Somebody"


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


def row(part: Installment, number: str, amount: float | None = None) -> tuple:
    reference = part.agreement.decision.application.reference
    dollars = part.amount_cents / 100 if amount is None else amount
    return (reference, "", dollars, number, timezone.localdate())


@pytest.fixture
def file(call, cast) -> PaymentFile:
    """One row that matches, another check for what is paid, one of nobody, and one with a name."""
    good, was_paid = (approved(apply(call), cast).installment for _ in range(2))
    paid(was_paid, cast, check("7"))
    nobody = ("CDG-ZZZZ-ZZZZ", "", 600, "9", timezone.localdate())
    unreadable = (NAME, "", NAME, f"{NAME} 5", NAME)
    return of_rows(call, cast.finance, row(good, "1"), row(was_paid, "8"), nobody, unreadable)


def to_do(finance: Client) -> dict[str, str]:
    """What needs somebody now, and where."""
    return {item.title: item.url for item in finance.get("/staff/").context["todo"].now}


def page_of(finance: Client, file: PaymentFile) -> str:
    return " ".join(finance.get(f"/staff/payments/files/{file.pk}/").content.decode().split())


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [None, 999])
def test_other_number_than_that_on_record_may_be_a_second_check(call, cast, amount) -> None:
    part = approved(apply(call), cast).installment
    paid(part, cast, check("7"))
    (judged,) = fits(of_rows(call, cast.finance, row(part, "8", amount)), cast.finance)
    assert (judged.fit, judged.words) == (
        Fit.SECOND,
        "Recorded: 7, $1,200. Did two checks go out?",
    )


@pytest.mark.django_db
def test_earlier_check_of_what_was_paid_again_is_on_record(call, cast) -> None:
    part = approved(apply(call), cast).installment
    paid(part, cast, check("7"))
    returned(part, cast, Cause.LOST)
    paid_by_another(part, cast, "8")
    file = of_rows(call, cast.finance, row(part, "7"), row(part, "7", 999), row(part, "9"))
    verdicts = [each.fit for each in fits(file, cast.finance)]
    assert verdicts == [Fit.ALREADY_PAID, Fit.SECOND, Fit.SECOND]


@pytest.mark.django_db
def test_second_check_is_looked_at_before_recording_and_waits_on_today(file, cast, finance) -> None:
    with refuses("not_looked_at"):
        recorded(file, cast.finance, leaves_out=True)
    page = page_of(finance, file)
    assert "Paid already, with another number" in page and 'name="looked_at"' in page
    assert TITLE not in to_do(finance)
    recorded(file, cast.finance, leaves_out=True, looked_at=True)
    path = f"/staff/payments/files/{file.pk}/"
    assert to_do(finance)[TITLE] == path
    page = page_of(finance, file)
    assert SECOND in page and "Recorded: 7, $1,200. Did two checks go out?" in page
    page = finance.post(path, {"row": 3, "found": ""}, follow=True).content.decode()
    assert "Say what it was." in page
    finance.post(path, {"row": 3, "found": "Our typing error."}, follow=True)
    page = page_of(finance, file)
    assert SECOND not in page and "Our typing error." in page
    assert TITLE not in to_do(finance)


@pytest.mark.django_db
def test_file_of_second_checks_alone_is_kept_for_looking_into(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    paid(part, cast, check("7"))
    file = of_rows(call, cast.finance, row(part, "9"))
    page = page_of(finance, file)
    assert "Keep it to look into" in page and "Record 0" not in page
    recorded(file, cast.finance, looked_at=True)
    path = f"/staff/payments/files/{file.pk}/"
    assert to_do(finance)[TITLE] == path
    page = page_of(finance, file)
    assert SECOND in page and "No payment was recorded." in page
    assert part.entries.count() == 2  # approved and paid, by hand


@pytest.mark.django_db
def test_rows_that_were_left_out_are_kept_without_names(file, cast, finance) -> None:
    assert "keeps the numbers of the rows that are left out" in page_of(finance, file)
    recorded(file, cast.finance, leaves_out=True, looked_at=True)
    kept = {each.row: each for each in LeftOutRow.objects.filter(file=file)}
    assert {row: each.fit for row, each in kept.items()} == {
        3: Fit.SECOND,
        4: Fit.UNMATCHED,
        5: Fit.UNREADABLE,
    }
    assert NAME not in str([vars(each) for each in kept.values()])
    page = page_of(finance, file)
    assert "Left out" in page and NAME not in page
    assert Fit.UNREADABLE.words in page and "Correct the reference in the file." in page


@pytest.mark.django_db
def test_second_check_is_settled_once(file, cast) -> None:
    recorded(file, cast.finance, leaves_out=True, looked_at=True)
    second = LeftOutRow.objects.get(fit=Fit.SECOND)
    settle_second_check(by=cast.finance, left_out=second, found="Never mailed.")
    with refuses("settled"):
        settle_second_check(by=cast.finance, left_out=second, found="Mailed.")
    refused = "Cannot (update|delete)|permission denied"
    for write in (
        lambda: LeftOutRow.objects.filter(pk=second.pk).update(found="Mailed."),
        lambda: LeftOutRow.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match=refused), transaction.atomic():
            write()


@pytest.mark.django_db
def test_check_by_mail_to_nobodys_address_is_pointed_out_before_recording(
    call, cast, finance
) -> None:
    part = approved(apply(call, home={"street": ""}), cast).installment
    housed = approved(apply(call, home={"street": "60 Example St"}), cast).installment
    closed(call)
    page = page_of(finance, of_rows(call, cast.finance, row(part, "1"), row(housed, "2")))
    assert page.count("No address is known.") == 1
    assert "By mail, but no address of the member is known: row 2." in page
