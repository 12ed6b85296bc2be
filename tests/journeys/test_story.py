"""One resident's application, from a Spanish form to a paid stipend, over HTTP."""

import re
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.utils import timezone

from applications.models import Application, Call, Cluster
from config.worker import Worker, all_jobs
from reviewers.actions.rubric import CriterionValues, add_criterion, fix_ranking_rule
from selection.offers.actions.clock import make_offers
from selection.offers.queries import offer_of
from stipends.actions.agree import make_agreements
from tests.factories.offering import accepted
from tests.factories.staff import PASSWORD, Cast
from tests.factories.story import MEANINGS, phase
from tests.factories.targets import set_target
from tests.journeys.in_spanish import NAME, WHY, apply_in_spanish
from tests.journeys.visitor import Page, Visitor, reference_on


@pytest.fixture
def scored_call(call: Call, cast: Cast) -> Call:
    """The open call with two criteria and one target."""
    fix_ranking_rule(by=None, call=call)
    phase(call)
    for key in ("understanding", "readiness"):
        add_criterion(
            by=None,
            call=call,
            key=key,
            values=CriterionValues(key.title(), meanings=MEANINGS),
        )
    set_target(
        call=call,
        cluster=Cluster.objects.get(slug="east-boston-charlestown"),
        minimum=1,
        maximum=2,
        source="share of adults",
    )
    return call


def sign_in(base_url: str, name: str) -> Visitor:
    """A member of the cast, signed in to the staff site."""
    visitor = Visitor(base_url)
    page = visitor.open("/staff/")
    page = visitor.send(
        page, page.form(with_field="password"), username=f"{name}@example.org", password=PASSWORD
    )
    assert page.url.endswith("/staff/"), page.text
    return visitor


def enter_on_paper(clerk: Visitor, received_on: str) -> Page:
    """A mailed application, typed in from the paper."""
    page = clerk.open("/staff/paper/")
    return clerk.send(
        page,
        page.form(with_field="envelope-received_on"),
        **{
            "envelope-channel": "mail",
            "envelope-received_on": received_on,
            "envelope-language": "ht",
            "envelope-signature_seen": "on",
            "eligibility-lives_in_city": "yes",
            "contact-full_name": "Frantz Désir",
            "contact-phone": "(617) 555-0123",
            "home-neighborhood": "mattapan",
            "support-reads": "ht",
            "connection-connection": ["family-or-caregiver"],
            "questions-why-join": "Mwen vle ede.",
            "questions-what-should-change": "Koute moun yo.",
            "questions-can-attend": "yes",
            "declaration-agrees": "on",
        },
    )


def score(reviewer: Visitor, reference: str) -> Page:
    """The reviewer's first open application, two criteria; checks that it is blind."""
    queue = reviewer.open("/staff/reviews/")
    assert reference in queue.text
    path = re.search(r"/staff/reviews/\d+/", queue.html)[0]
    page = reviewer.open(path)
    assert WHY in page.text
    for hidden in (NAME, "majo@example.org", "617-555-0117", "East Boston", "35–54"):
        assert hidden not in page.html
    given = {"criterion-understanding": "4", "criterion-readiness": "3"}
    reviewer.send(page, page.form(with_field="criterion-readiness"), **given)
    return reviewer.open(path)


def deliver(mailbox) -> tuple[str, str]:
    """Let the worker do each of its jobs once; the subject and body of the one mail that came."""
    worker = Worker(all_jobs())
    for job in worker.jobs:
        worker.run_once(job)
    assert not any(worker.failures.values())
    (mail,) = mailbox.messages
    body = mail.get_payload(decode=True).decode()
    return str(make_header(decode_header(mail["Subject"]))), body


def choose_and_release(coordinator: Visitor, second: Visitor, reference: str) -> None:
    """Chosen against the target by one, who drafts a release; let go by the other."""
    board = coordinator.open("/staff/board/")
    assert "0 of 1 to 2 · 1 applied" in board.text
    asked = coordinator.open(f"/staff/board/?move={reference}")
    assert "Residency not checked" in asked.text
    move = asked.form(with_field="despite")
    board = coordinator.send(asked, move, reason="The only one from there.")
    assert "1 of 1 to 2 · 1 applied" in board.text
    saving = coordinator.open("/staff/board/panels/save/")
    coordinator.send(saving, saving.form(with_field="name"), name="The first")
    panel = re.search(r"/staff/decisions/panel/\d+/", coordinator.open("/staff/decisions/").html)[0]
    making = coordinator.open(panel)
    answer_by = str(timezone.localdate() + timedelta(days=14))
    given = {"reserves": "0", "reply_by": answer_by}
    draft = coordinator.send(making, making.form(with_field="reserves"), **given)
    day = draft.form(action="/day/")
    day.action = re.search(r'formaction="(\S+/hand-over/)"', draft.html)[1]  # the day goes along
    own = coordinator.send(draft, day)
    assert "Another coordinator reads it" in own.text
    assert [form for form in own.forms if "/release/" in form.action] == []
    listed = second.open("/staff/decisions/").html
    address = re.search(r"/staff/decisions/\d+/", listed)[0]
    for letter in set(re.findall(r"/staff/letters/\d+/\d+/", second.open(address).html)):
        reading = second.open(letter)
        assert "{{" not in reading.text
        second.send(reading, reading.form(with_field="words"))
    review = second.open(address)
    figures = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd>(\d+)</dd>", draft.html))
    outcomes = {"Member": "member", "Reserve": "reserve", "Not chosen": "not_chosen"}
    counts = {name: figures[label] for label, name in outcomes.items()}
    counts["not_eligible"] = figures["Not eligible"]
    done = second.send(review, review.form(action="/release/"), **counts)
    assert "Release 1 is released." in done.text


def approve_and_pay(coordinator: Visitor, finance: Visitor, reference: str) -> Page:
    """The stipend, approved by one and marked paid by the other, who sees no name in the list."""
    make_offers(by=None)
    accepted(offer_of(Application.objects.get(reference=reference)))
    make_agreements(by=None)
    stipends = coordinator.open("/staff/stipends/")
    ticked = re.search(r'name="part" value="(\d+)"', stipends.html)[1]
    asked = coordinator.send(stipends, stipends.form(action="/approve/"), part=ticked)
    assert "Residency not checked" in asked.text
    stipends = coordinator.send(asked, asked.form(with_field="despite"))
    assert f"The stipend of {reference} is approved." in stipends.text
    payments = finance.open("/staff/payments/")
    assert NAME not in payments.html
    page = finance.open(re.search(r"/staff/payments/\d+/", payments.html)[0])
    today = timezone.localdate().isoformat()
    given = {"number": "10442", "day": today}
    asked = finance.send(page, page.form(with_field="number"), method="check_by_mail", **given)
    assert "no address" in asked.text  # they told only their neighborhood, and pick it up
    return finance.send(asked, asked.form(with_field="number"), method="check_picked_up", **given)


@pytest.mark.django_db(transaction=True)
def test_story_from_a_spanish_form_to_a_paid_stipend(
    live_server, scored_call: Call, cast: Cast, mailbox
) -> None:
    resident = Visitor(live_server.url)
    receipt = apply_in_spanish(resident, scored_call)
    reference = reference_on(receipt)
    assert reference_on(resident.open(receipt.url)) == reference
    subject, body = deliver(mailbox)
    assert reference in subject
    assert NAME in body
    assert "solicitud" in body
    assert WHY not in body

    clerk = sign_in(live_server.url, "clerk")
    received_on = (timezone.localdate() - timedelta(days=3)).isoformat()
    paper = Application.objects.get(reference=reference_on(enter_on_paper(clerk, received_on)))
    assert paper.channel == "mail"
    assert timezone.localdate(paper.received_at).isoformat() == received_on

    coordinator = sign_in(live_server.url, "coordinator")
    listed = coordinator.open("/staff/applications/")
    assert NAME in listed.text
    assert "Frantz Désir" in listed.text
    scores = coordinator.open("/staff/scores/")
    assign = scores.form(action=f"{reference}/assign")
    assert "is assigned to" in coordinator.send(scores, assign, reviewer=cast.reviewer.pk).text
    assert "87.5" in score(sign_in(live_server.url, "reviewer"), reference).text
    assert "87.5" in coordinator.open("/staff/scores/").text

    second = sign_in(live_server.url, "second_coordinator")
    choose_and_release(coordinator, second, reference)
    paid = approve_and_pay(coordinator, sign_in(live_server.url, "finance"), reference)
    assert f"The stipend of {reference} is marked paid." in paid.text
    assert "$1,200" in paid.text
