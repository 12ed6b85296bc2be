"""From a saved panel to a group that stays whole, by two coordinators and those who applied."""

from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applications.models import Contact
from core.mail import send_waiting
from selection.enums import OfferStatus
from selection.models import Acceptance, Decision, Letter, Seat
from selection.offers.actions.clock import lapse_offers, make_offers
from selection.offers.queries import offer_of, seats_held
from tests.browser.choosing import Applicant, Coordinator, number_of
from tests.browser.pages import PHONE
from tests.factories.board import pool_with_scores, three_seats
from tests.factories.calls import closed
from tests.factories.offering import overdue
from tests.factories.releasing import panel_with

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

ON_PAPER = {"email": "", "post_address": "60 Example St, Boston", "preferred_way": "post"}
TOLD = [
    {"support": {"reads": "es"}, "contact": {"email": "ana@example.org", "full_name": "Ana Ruiz"}},
    {"support": {"reads": "ar"}, "contact": {"email": "huda@example.org", "full_name": "هدى"}},
    {},
    {},
    {"contact": ON_PAPER},
]


@pytest.fixture
def people(call, cast) -> list:
    """Six for three seats; the first reads Spanish, the second Arabic, the fifth gets paper."""
    people = pool_with_scores(call, cast, told=TOLD)
    three_seats(call)
    closed(call)
    return people


@pytest.fixture
def coordinators(desk_of, call, cast) -> tuple[Coordinator, Coordinator]:
    both = (cast.coordinator, cast.second_coordinator)
    return tuple(Coordinator(desk_of(each).page, call) for each in both)


@pytest.fixture
def applicant_at(live_server, new_context):
    """An applicant at a phone of their own."""

    def begin(application, language: str) -> Applicant:
        page = new_context(viewport=PHONE).new_page()
        return Applicant(page, live_server.url, application, language)

    return begin


def arrived(mailbox) -> dict[str, str]:
    """What the mail server took in since, by whom it is for: subject and words."""
    send_waiting()
    found = {}
    for message in mailbox.messages:
        subject = make_header(decode_header(message["subject"]))
        words = message.get_payload(decode=True).decode()
        found[message["to"]] = f"{subject}\n{words}"
    mailbox.messages.clear()
    return found


def replaced(first: Coordinator, second: Coordinator, call):
    """The seat that is free goes to whom the page proposes; their decision."""
    page = first.open("seats/replace/")
    assert page.locator("[name=reason]").input_value().startswith("Reserve")
    first.press("Draft it")
    first.press("Hand it over")
    second.open(f"decisions/{number_of(call)}/")
    second.read_letters()
    second.open(f"decisions/{number_of(call)}/")
    second.type_counts(member=1, reserve=0, not_chosen=0, not_eligible=0)
    second.let_letters_go()
    make_offers(by=None)
    return Decision.objects.get(release=number_of(call))


def drafted_twice(call, cast, people, coordinators, mailbox) -> None:
    first, second = coordinators
    spanish, arabic, next_best, _other, paper, roxbury = people
    panel_with(cast.coordinator, spanish, next_best, paper)
    arrived(mailbox)
    day = timezone.localdate() + timedelta(days=14)
    first.draft("Panel", reserves=0, reply_by=day.isoformat())
    first.press("Hand it over")

    second.open("")
    expect(second.page.get_by_text("Releases to read")).to_be_visible()
    second.open(f"decisions/{number_of(call)}/")
    second.page.locator("textarea[name=reason]").fill("The second by score is left out.")
    second.press("Send back")

    first.open("")
    expect(first.page.get_by_text("Releases sent back")).to_be_visible()
    first.open(f"decisions/{number_of(call)}/")
    expect(first.page.get_by_text("The second by score is left out.")).to_be_visible()
    first.decide(next_best, "reserve", "Steps in first.")
    first.open(f"decisions/{number_of(call)}/?tab=not_chosen")
    first.decide(arabic, "member", "The second by score.")
    first.open(f"decisions/{number_of(call)}/?tab=not_chosen")
    first.decide(roxbury, "reserve", "Lives in Roxbury.")
    first.press("Hand it over")


def released(call, second, mailbox) -> None:
    second.open(f"decisions/{number_of(call)}/")
    second.type_counts(member=3, reserve=2, not_chosen=1, not_eligible=0)
    expect(second.page.locator(".error-summary")).to_contain_text("is not read yet")
    second.open(f"decisions/{number_of(call)}/")
    titles = second.read_letters()
    assert {"Member, Spanish", "Member, Arabic"} < {*titles}
    second.open(f"decisions/{number_of(call)}/")
    second.type_counts(member=2, reserve=2, not_chosen=1, not_eligible=0)
    expect(second.page.locator(".error-summary")).to_contain_text("another number of “member”")
    second.type_counts(member=3, reserve=2, not_chosen=1, not_eligible=0)
    assert arrived(mailbox) == {}, "nobody hears before the letters go"
    second.let_letters_go()
    make_offers(by=None)


def told_and_answered(call, second, people, applicant_at, mailbox) -> None:
    spanish, arabic, _next, _other, paper, _roxbury = people
    mails = arrived(mailbox)
    assert "Hola, Ana Ruiz" in mails["ana@example.org"]
    assert f"/es/{call.slug}/mine/" in mails["ana@example.org"]
    assert "مرحبًا هدى" in mails["huda@example.org"]
    second.open("letters/print/")
    second.press("1 letter printed")
    assert Letter.objects.get(channel="print").decision.application == paper

    applicant_at(spanish, "es").accept("Ana María Ruiz Ñandú", "mail")
    given = Acceptance.objects.get()
    assert (given.legal_name, given.language) == ("Ana María Ruiz Ñandú", "es")
    applicant_at(arabic, "ar").decline()
    overdue(offer_of(paper), timezone.localdate() - timedelta(days=1))
    lapse_offers(by=None)
    statuses = [offer_of(each).status for each in (spanish, arabic, paper)]
    assert statuses == [OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.LAPSED]


def kept_whole(call, people, coordinators, applicant_at) -> None:
    first, second = coordinators
    spanish, _arabic, next_best, _other, _paper, roxbury = people
    moved_up = replaced(first, second, call)
    assert moved_up.replaces.outcome == "reserve"
    applicant_at(moved_up.application, "en").accept("Wideline Jean-Baptiste", "pick_up")

    at_home = applicant_at(spanish, "es")
    at_home.go_to("/details/home/")
    at_home.page.locator("[value=no]").first.check()
    at_home.page.locator("[name=street]").fill("1 Elsewhere Rd")
    at_home.send()
    street = Contact.objects.filter(revision__application=spanish).order_by("-pk")[0].street
    assert street == "1 Elsewhere Rd"
    moved = first.open("residency/?moved=1")
    expect(moved.get_by_role("link", name=spanish.reference).first).to_be_visible()

    Seat.objects.update(since=timezone.localdate() - timedelta(days=75))
    seat = Seat.objects.get(offer=offer_of(spanish))
    first.open(f"seats/{seat.pk}/leave/")
    first.page.locator("[name=last_day]").fill(timezone.localdate().isoformat())
    first.page.locator("[name=reason]").fill("Moved away.")
    first.page.locator("[name=is_sure]").check()
    first.press("Note that they left")
    second_step = replaced(first, second, call)
    applicant_at(second_step.application, "en").accept("Wideline Jean-Baptiste", "mail")
    sit = {each.offer.decision.application for each in seats_held(call)}
    assert sit == {moved_up.application, second_step.application} == {next_best, roxbury}
    members = first.open("members/")
    expect(members.locator("main")).to_contain_text(roxbury.reference)


def test_group_is_chosen_told_seated_and_kept_whole(
    call, cast, people, coordinators, applicant_at, mailbox
) -> None:
    drafted_twice(call, cast, people, coordinators, mailbox)
    released(call, coordinators[1], mailbox)
    told_and_answered(call, coordinators[1], people, applicant_at, mailbox)
    kept_whole(call, people, coordinators, applicant_at)
