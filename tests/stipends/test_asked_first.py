"""What may be a slip of finance is asked about before it is recorded and mailed."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application
from stipends.actions.agree import divide_agreement
from stipends.actions.follow_up import correct_payment
from stipends.models import Installment
from stipends.parts import Terms
from tests.factories.applications import apply
from tests.factories.calls import closed, redated
from tests.factories.paying import check, paid, returned, status_of
from tests.factories.payment_files import of_rows
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated
from tests.refusals import refuses

LONG_AGO = timedelta(days=40)
EARLY = "The check is really dated before the approval"
SAME = "The check really has this number"


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


def typed(part: Installment, number: str = "10442", day: date | None = None, **more) -> dict:
    return {
        "seen": part.entries.latest("pk").pk,
        "method": "check_by_mail",
        "number": number,
        "day": day or timezone.localdate(),
    } | more


def post(finance: Client, part: Installment, given: dict) -> str:
    return finance.post(f"/staff/payments/{part.pk}/pay/", given, follow=True).content.decode()


def person_of(part: Installment) -> Application:
    return part.agreement.decision.application


@pytest.mark.django_db
def test_date_before_the_approval_is_asked_about_first(call, cast, finance) -> None:
    call = redated(call, opens_at=call.opens_at - 2 * LONG_AGO, closes_at=call.closes_at)
    part = approved(apply(call), cast).installment
    early = typed(part, day=timezone.localdate() - LONG_AGO)
    assert EARLY not in finance.get(f"/staff/payments/{part.pk}/").content.decode()
    page = post(finance, part, early)
    assert EARLY in page and "before it was approved" in page and SAME not in page
    assert status_of(part) == "approved"
    post(finance, part, early | {"despite": "same_number"})
    assert status_of(part) == "approved", "that was another question"
    post(finance, part, early | {"despite": "early"})
    assert status_of(part) == "paid"


@pytest.mark.django_db
def test_row_of_a_file_from_before_the_approval_is_pointed_out(call, cast, finance) -> None:
    call = redated(call, opens_at=call.opens_at - 2 * LONG_AGO, closes_at=call.closes_at)
    parts = [approved(apply(call), cast).installment for _ in range(2)]
    today = timezone.localdate()
    days = zip(parts, ("1", "2"), (today, today - LONG_AGO), strict=True)
    rows = [[person_of(part).reference, "", "1200", number, day] for part, number, day in days]
    file = of_rows(call, cast.finance, *rows)
    page = finance.get(f"/staff/payments/files/{file.pk}/").content.decode()
    assert page.count("Its date is before the approval.") == 1


@pytest.mark.django_db
def test_number_of_another_or_of_what_came_back_is_asked_about_first(call, cast, finance) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    paid(one, cast, check("a77"))
    assert f"{person_of(one).reference} has this number too." in post(
        finance, other, typed(other, "A77")
    )
    paid(other, cast, check("B1"))
    returned(other, cast)
    page = post(finance, other, typed(other, "b1"))
    assert SAME in page and "The check with this number came back" in page
    assert status_of(other) == "returned"
    post(finance, other, typed(other, "b1", despite="same_number"))
    assert status_of(other) == "reissued"


@pytest.mark.django_db
def test_two_of_many_with_one_number_are_asked_about(call, cast, finance) -> None:
    parts = [approved(apply(call), cast).installment for _ in range(2)]
    given = {"step": "paid", "part": [part.pk for part in parts]}
    for part in parts:
        given |= {f"part-{part.pk}-{name}": value for name, value in typed(part).items()}
    page = finance.post("/staff/payments/mark/", given, follow=True).content.decode()
    assert page.count(SAME) == 2 and "has this number too" in page
    assert [status_of(part) for part in parts] == ["approved"] * 2
    given |= {f"part-{part.pk}-despite": "same_number" for part in parts}
    finance.post("/staff/payments/mark/", given, follow=True)
    assert [status_of(part) for part in parts] == ["paid"] * 2


@pytest.mark.django_db
def test_check_by_mail_without_an_address_is_pointed_out(call, cast, finance) -> None:
    part = approved(apply(call, home={"street": ""}), cast).installment
    housed = approved(apply(call, home={"street": "60 Example St"}), cast).installment
    closed(call)
    listed = finance.get("/staff/payments/").content.decode()
    assert listed.count("No address") == 1
    mark = finance.post("/staff/payments/mark/", {"part": [part.pk, housed.pk]}, follow=True)
    assert mark.content.decode().count("We have no address of this member") == 1
    for each, is_warned in ((part, True), (housed, False)):
        page = finance.get(f"/staff/payments/{each.pk}/").content.decode()
        assert ("We have no address of this member" in page) is is_warned


NOWHERE = "It was really mailed: finance knows where to"


@pytest.mark.django_db
def test_check_by_mail_without_an_address_is_asked_about_first(call, cast, finance) -> None:
    part = approved(apply(call, home={"street": ""}), cast).installment
    closed(call)
    page = post(finance, part, typed(part))
    assert NOWHERE in page and "we have no address of this member" in page
    assert status_of(part) == "approved"
    given = {"step": "paid", "part": [part.pk]}
    given |= {f"part-{part.pk}-{name}": value for name, value in typed(part).items()}
    page = finance.post("/staff/payments/mark/", given, follow=True).content.decode()
    assert NOWHERE in page and status_of(part) == "approved"
    post(finance, part, typed(part, method="check_picked_up"))
    assert status_of(part) == "paid"
    path = f"/staff/payments/{part.pk}/correct/"
    mailed = typed(part) | {"reason": "It was mailed."}
    page = finance.post(path, mailed, follow=True).content.decode()
    assert NOWHERE in page and part.entries.latest("pk").kind == "paid"
    finance.post(path, mailed | {"despite": "no_address"}, follow=True)
    assert part.entries.latest("pk").kind == "corrected"


@pytest.mark.django_db
def test_corrected_number_of_another_check_is_asked_about_first(call, cast, finance) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    paid(one, cast, check("a77"))
    paid(other, cast, check("B1"))
    path = f"/staff/payments/{other.pk}/correct/"
    given = typed(other, "A77") | {"reason": "Typing."}
    page = finance.post(path, given, follow=True).content.decode()
    assert SAME in page and f"{person_of(one).reference} has this number too." in page
    assert other.entries.latest("pk").kind == "paid"
    with refuses("not_confirmed"):
        correct_payment(
            by=cast.finance, installment=other, payment=check("a77"), reason="So.", despite=[]
        )
    finance.post(path, given | {"despite": "same_number"}, follow=True)
    assert other.entries.latest("pk").number == "A77"
    picked_up = typed(other, "A77", method="check_picked_up") | {"reason": "Picked up."}
    finance.post(path, picked_up, follow=True)
    assert other.entries.latest("pk").method == "check_picked_up", "asked about once"


@pytest.mark.django_db
def test_page_that_is_outdated_leads_to_the_one_of_now(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    path = f"/staff/payments/{part.pk}/"
    old = typed(part)
    paid(part, cast)
    returned(part, cast)
    page = post(finance, part, old)
    assert "somebody else was first" in page
    assert f'href="{path}">Look at it as it is now</a>' in page
    assert "Look at it as it is now" not in finance.get(path).content.decode()
    given = {"step": "paid", "part": [part.pk]}
    given |= {f"part-{part.pk}-{name}": value for name, value in (old | {"number": "9"}).items()}
    page = finance.post("/staff/payments/mark/", given, follow=True)
    assert "Something was noted about this one meanwhile" in page.content.decode()
    assert status_of(part) == "returned"
    again = page.content.decode().partition(f'name="part-{part.pk}-seen" value="')[2]
    given |= {f"part-{part.pk}-seen": again.partition('"')[0]}
    finance.post("/staff/payments/mark/", given, follow=True)
    assert status_of(part) == "reissued"


@pytest.mark.django_db
def test_parts_that_were_changed_meanwhile_lead_to_those_of_now(call, cast) -> None:
    part = seated(apply(call), cast)
    coordinator, path = signed_in(cast.coordinator), f"/staff/stipends/{part.agreement_id}/"
    sent = {"seen": part.pk, "amount_1": "1200", "due_on_1": timezone.localdate()}
    terms = [Terms(60_000, due_on=part.due_on), Terms(60_000, due_on=part.due_on)]
    divide_agreement(by=cast.coordinator, agreement=part.agreement, parts=terms, seen=[part.pk])
    sent |= {"despite": "less"}
    page = coordinator.post(f"{path}divide/", sent, follow=True).content.decode()
    assert "The parts were changed meanwhile" in page
    assert f'href="{path}">Look at it as it is now</a>' in page
