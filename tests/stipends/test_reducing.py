"""Before a member gets less, or fewer parts, a coordinator is asked, and sees what they read."""

from datetime import timedelta

import pytest
from django.test import Client

from core.models import OutgoingMail
from stipends.actions.agree import divide_agreement
from stipends.models import Installment
from stipends.parts import Terms
from tests.factories.applications import apply
from tests.factories.paying import halves
from tests.factories.staff import signed_in
from tests.factories.story import seated
from tests.messages import said
from tests.refusals import refuses

TICK = "This is what they are to get"


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def part(call, cast) -> Installment:
    return seated(apply(call), cast)


def amounts(part: Installment) -> list[int]:
    return [each.amount_cents for each in Installment.objects.filter(agreement=part.agreement)]


def terms(part: Installment, *dollars: int, later: int = 0) -> list[Terms]:
    return [Terms(each * 100, due_on=part.due_on + timedelta(days=later)) for each in dollars]


def in_halves(part: Installment, cast) -> str:
    """What the page of two halves shows as seen."""
    agreement = part.agreement
    divide_agreement(by=cast.coordinator, agreement=agreement, parts=halves(part), seen=[part.pk])
    return " ".join(str(each.pk) for each in agreement.installments.all())


def post(coordinator: Client, part: Installment, sent: dict) -> str:
    page = coordinator.post(f"/staff/stipends/{part.agreement_id}/divide/", sent, follow=True)
    return " ".join(page.content.decode().split())


@pytest.mark.django_db
def test_smaller_amount_is_shown_and_confirmed_first(part, call, coordinator) -> None:
    sent = {"seen": part.pk, "amount_1": "700", "due_on_1": part.due_on}
    mails = OutgoingMail.objects.count()
    page = post(coordinator, part, sent)
    assert amounts(part) == [120_000], "nothing is changed by looking"
    assert "It was $1,200 in 1 part, and becomes $700 in 1 part. Is that right?" in page
    asked = page.partition('id="becomes"')[2].partition("</section>")[0]
    for words in ("$1,200", "$700", "We are preparing your payment.", "No email"):
        assert words in asked
    assert TICK in page and 'value="700"' in page
    post(coordinator, part, sent | {"despite": "less"})
    assert (amounts(part), OutgoingMail.objects.count()) == ([70_000], mails)


@pytest.mark.django_db
def test_removed_part_is_asked_about_though_the_sum_stays(part, cast, coordinator) -> None:
    seen = in_halves(part, cast)
    sent = {"seen": seen, "amount_1": "1200", "due_on_1": part.due_on}
    page = post(coordinator, part, sent)
    assert "It was $1,200 in 2 parts, and becomes $1,200 in 1 part." in page
    assert amounts(part) == [60_000, 60_000]
    page = post(coordinator, part, {"seen": seen})
    assert "becomes nothing" in page and TICK in page and amounts(part) == [60_000, 60_000]


@pytest.mark.django_db
def test_as_much_in_more_parts_or_later_is_not_asked_about(part, coordinator) -> None:
    day = part.due_on + timedelta(days=30)
    sent = {"seen": part.pk, "amount_1": "800", "due_on_1": day, "amount_2": "400"}
    path = f"/staff/stipends/{part.agreement_id}/divide/"
    done = coordinator.post(path, sent | {"due_on_2": day}, follow=True)
    assert "The parts are changed." in said(done) and amounts(part) == [80_000, 40_000]


@pytest.mark.django_db
def test_action_asks_whoever_calls_it(part, cast) -> None:
    given = {"by": cast.coordinator, "agreement": part.agreement, "seen": [part.pk]}
    with refuses("not_confirmed"):
        divide_agreement(**given, parts=terms(part, 700), despite=[])
    divide_agreement(**given, parts=terms(part, 700, 500, later=9), despite=[])
    assert amounts(part) == [70_000, 50_000]
