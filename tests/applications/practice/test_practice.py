"""Practice applications: in their own list, and nowhere else whatever anybody does."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applications.enums import Channel
from applications.form import codes
from applications.form.actions.links import send_lost_links
from applications.form.actions.submit import Submission, submit
from applications.models import Application, Contact, PaperEntry, Revision, SearchEntry
from applications.practice.actions.practice import clear_practice
from applications.practice.queries import practice_applications
from config.urls import staff_site
from core import mail
from core.models import AccessEvent, OutgoingMail
from core.paging import page_of
from core.permissions import Role
from reports.history import Changes, Query
from reviewers.queries import ranked
from tests.applications.paper.typed_paper import paper
from tests.core.staff_posts import of_role
from tests.factories.applications import answers, apply, practise
from tests.factories.calls import second_call
from tests.factories.shown_on_staff_pages import what_is_there
from tests.factories.staff import signed_in
from tests.factories.staff_pages import ARGUMENTS, OPENS

CANARY = "Zyzzyva"
PAGES_OF_PRACTICE = {"practice-list", "practice-enter", "practice-detail", "practice-clear"}


@pytest.fixture
def canary(call, cast) -> Application:
    """A practice application whose every text says so, for somebody with an e-mail address."""
    return practise(
        call,
        by=cast.clerk,
        contact={"full_name": CANARY, "phone": CANARY, "email": f"{CANARY}@example.org"},
        home={"street": CANARY},
        questions={"why-join": CANARY},
    )


@pytest.mark.django_db
def test_practice_goes_through_the_clerks_form_before_the_call_opens(call, cast) -> None:
    client = signed_in(cast.clerk)
    day = (timezone.localdate(call.opens_at) - timedelta(days=30)).isoformat()
    key = str(uuid.uuid4())
    changes = {"envelope-received_on": day, "envelope-submission_key": key}
    sent = [paper(client, "/staff/practice/enter/", **changes) for _ in range(2)]
    assert sent[0].url == sent[1].url  # saved twice, stored once
    application = practice_applications().get()
    assert re.fullmatch(r"PRACTICE-[0-9A-Z]{4}-[0-9A-Z]{4}", application.reference)
    page = client.get(sent[0].url).content.decode()
    assert "歐陽美玲" in page and "我想幫忙。" in page
    # The same day on a real form is refused: the call was not open then.
    assert "was not open then" in paper(client, **{"envelope-received_on": day}).content.decode()


@pytest.mark.django_db
def test_practice_asks_after_nobody_and_its_buttons_do_what_they_say(call, cast) -> None:
    client = signed_in(cast.coordinator)  # who may practice, and get no hints
    enter = "/staff/practice/enter/"
    page = client.get(enter, follow=True).content.decode()
    assert "duplicate-hint" not in page and "/staff/paper/" not in page
    assert "Save and look at it" in page and "print slip" not in page and "the slip" not in page
    looked_at = paper(client, enter)
    assert looked_at.url == f"/staff/practice/{practice_applications().get().reference}/"
    following = paper(client, enter, next="1", **{"envelope-channel": "phone"})
    fresh = client.get(following.url, follow=True)
    assert fresh.context["paper_form"].envelope["channel"].value() == "phone"
    page = fresh.content.decode()
    assert f"{practice_applications()[0].reference} is saved for practice" in page
    assert "歐陽" not in page and "Nothing here counts" in page


@pytest.mark.django_db
def test_practice_is_on_the_running_call_and_may_be_on_the_next(call, cast) -> None:
    client, day = signed_in(cast.clerk), timedelta(days=1)
    second_call(call, opens_at=call.closes_at + day, closes_at=call.closes_at + 9 * day)
    enter = "/staff/practice/enter/"
    assert client.get(enter, follow=True).context["call"].slug == call.slug
    assert "?call=second" in client.get(f"{enter}?call=").content.decode()
    paper(client, f"{enter}?call=second")
    assert practice_applications().get().call.slug == "second"


@pytest.mark.django_db
def test_practice_says_so_on_each_of_its_pages(call, cast, canary) -> None:
    client = signed_in(cast.coordinator)
    for name in PAGES_OF_PRACTICE:
        page = next(page for page in staff_site.pages if page.name == name)
        route = ARGUMENTS.get(name, page.route).format(practice=canary.reference)
        assert "Nothing here counts" in client.get(f"/staff/{route}").content.decode(), name
    wrong = paper(client, "/staff/practice/enter/", **{"contact-full_name": ""}).content.decode()
    assert "Nothing here counts" in wrong and "Nothing is saved yet" in wrong


def found_by(
    role: Role, cast, ids: dict[str, object], texts: list[str], asked_for: list[str]
) -> set[str]:
    """Which texts the pages of `role` say, also when asked for some; not those of practice."""
    client = of_role(cast, role)
    found: set[str] = set()
    for page in staff_site.pages:
        if page.name in PAGES_OF_PRACTICE or role not in OPENS[page.name]:
            continue
        path = "/staff/" + ARGUMENTS.get(page.name, page.route).format(**ids)
        asked = (dict.fromkeys(("q", "text", "reference", "query"), text) for text in asked_for)
        for given in ({}, *asked):
            answer = client.get(path, given)
            body = b"".join(answer) if answer.streaming else answer.content
            # What was asked for stands in its own box, and links of a list keep it.
            kept = r'(value|action)="[^"]*"|(?<=[?;])q=[^"&]*'
            shown = re.sub(kept, "", body.decode("utf-8", "replace"))
            found |= {text for text in texts if text in shown.replace(f"“{text}”", "")}
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("is_asked_for", [False, pytest.param(True, marks=pytest.mark.prove)])
def test_practice_is_found_on_no_other_page_or_export(
    role, is_asked_for, call, cast, canary
) -> None:
    ids = what_is_there(call, cast)
    texts = [canary.reference, CANARY, ids["reference"]]
    found = found_by(role, cast, ids, texts, texts if is_asked_for else [])
    assert found <= {ids["reference"]}
    if role in (Role.COORDINATOR, Role.REVIEWER, Role.FINANCE, Role.AUDITOR):
        assert found, "the walk does see what counts"


@pytest.mark.django_db
def test_practice_is_opened_under_no_address_of_an_application(call, cast, canary) -> None:
    ids = {**what_is_there(call, cast), **dict.fromkeys(("reference", "paper"), canary.reference)}
    clients = {role: of_role(cast, role) for role in Role}
    for page in staff_site.pages:
        if page.name in PAGES_OF_PRACTICE or "reference" not in page.route:
            continue
        path = "/staff/" + ARGUMENTS[page.name].format(**ids)
        for role in OPENS[page.name]:  # to others it is shut whatever it names
            client = clients[role]
            assert client.get(path).status_code in (403, 404, 405), path
            assert client.post(path, {"reviewer": cast.reviewer.pk}).status_code in (403, 404, 405)
    token = codes.link_token(canary.reference, 0)
    public = Client()
    assert public.get(f"/en/{call.slug}/mine/{canary.reference}/{token}/").status_code == 410


@pytest.mark.django_db
def test_practice_counts_nowhere(call, cast, canary) -> None:
    assert not Application.objects.exists()
    assert not Contact.objects.exists() and not Revision.objects.exists()
    assert not PaperEntry.objects.exists() and not call.applications.exists()
    today = signed_in(cast.coordinator).get("/staff/").context
    assert (today["applications"], list(ranked(call))) == (0, [])
    assert not SearchEntry.objects.exists()
    assert not page_of(Changes(Query(root=("application", canary.pk)))).rows
    assert not AccessEvent.objects.filter(object_id=canary.pk).exists()


@pytest.mark.django_db
def test_practice_is_never_mailed(call, cast, canary) -> None:
    send_lost_links(by=None, call=call, email=f"{CANARY}@example.org")
    assert not OutgoingMail.objects.exists()
    link = f"https://example.org/en/{call.slug}/mine/{canary.reference}/x/"
    for subject, body in ((f"About {canary.reference}", ""), ("About it", f"Open {link} now.")):
        with (
            pytest.raises(IntegrityError, match="a_practice_application_is_never_mailed"),
            transaction.atomic(),
        ):
            mail.queue(to_address="a@example.org", language="en", subject=subject, body=body)


@pytest.mark.django_db
def test_practice_reference_as_a_name_stops_nobodys_confirmation(call, canary) -> None:
    apply(call, contact={"full_name": f"http://x/{canary.reference}/", "chosen_name": ""})
    apply(call, contact={"full_name": canary.reference, "chosen_name": ""})
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db
def test_practice_is_cleared_with_all_that_hangs_on_it(call, cast, canary) -> None:
    real = apply(call)
    practise(call, by=cast.coordinator)
    client = signed_in(cast.clerk)
    assert (
        "deletes 2 practice applications" in client.get("/staff/practice/clear/").content.decode()
    )
    page = client.post("/staff/practice/clear/", follow=True).content.decode()
    assert "Cleared: 2." in page and "No practice application is here" in page
    assert not practice_applications().exists()
    assert [each.application for each in Revision.with_practice.all()] == [real]
    assert Contact.with_practice.count() == 1
    assert clear_practice(by=cast.clerk) == 0


@pytest.mark.django_db
def test_practice_and_real_sending_are_told_apart_by_who_may(call, cast) -> None:
    assert signed_in(cast.reviewer).post("/staff/practice/clear/").status_code == 403
    page = signed_in(cast.clerk).get("/staff/practice/enter/", follow=True)
    assert page.status_code == 200
    assert Role.CLERK in cast.clerk.roles
    sent = submit(
        by=None,
        submission=Submission(
            call=call,
            submission_key=uuid.uuid4(),
            answers=answers(),
            language="en",
            channel=Channel.WEB,
            received_at=timezone.now(),
        ),
    )
    assert not sent.application.is_practice


@pytest.mark.django_db
def test_practice_before_any_call_says_so(cast) -> None:
    page = signed_in(cast.clerk).get("/staff/practice/enter/").content.decode()
    assert "No call is open" in page
