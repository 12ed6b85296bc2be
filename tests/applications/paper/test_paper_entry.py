"""Typing in what came on paper: nothing is refused that a paper may say, nothing typed is lost."""

from datetime import date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applications.form import codes, queries, site_cache
from applications.models import Application, Contact, LateEntry, PaperEntry, Revision, Support
from core.models import OutgoingMail, User
from tests.applications.paper.typed_paper import paper
from tests.factories.calls import redated, second_call

pytestmark = pytest.mark.django_db


def test_paper_entry_counts_from_when_it_was_received(call, clerk, cast) -> None:
    slip = clerk.get(paper(clerk).url)
    application = Application.objects.get()
    assert application.reference in slip.content.decode()
    assert "歐陽美玲" not in slip.content.decode()
    assert timezone.localdate(application.received_at) == timezone.localdate() - timedelta(days=2)
    assert PaperEntry.objects.get().entered_by == cast.clerk


def test_paper_entry_saved_twice_is_stored_once(call, clerk) -> None:
    page = clerk.get("/staff/paper/", follow=True)
    key = page.context["paper_form"].envelope["submission_key"].value()
    answers = [paper(clerk, **{"envelope-submission_key": key}) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (lambda call: timezone.localdate() + timedelta(days=1), "in the future"),
        (lambda call: timezone.localdate(call.opens_at) - timedelta(days=1), "was not open then"),
        (lambda call: date(1, 1, 2), "Check the year"),
    ],
)
def test_paper_entry_with_a_wrong_date_keeps_everything(call, clerk, day, words) -> None:
    answer = paper(clerk, **{"envelope-received_on": day(call).isoformat()})
    page = answer.content.decode()
    assert words in page
    assert "歐陽美玲" in page
    assert not Application.objects.exists()


@pytest.mark.parametrize("opens", [None, time(8, 10), time(7)])
def test_paper_of_today_before_the_office_opens_is_taken(call, clerk, monkeypatch, opens) -> None:
    """At 8:13; on any day of the call, and on the day on which it opens."""
    today = timezone.localdate(call.opens_at) + timedelta(days=2)
    at = {
        hour: timezone.make_aware(datetime.combine(today, hour))
        for hour in (time(8, 13), opens)
        if hour
    }
    if opens:
        redated(call, opens_at=at[opens], closes_at=call.closes_at)
        site_cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: at[time(8, 13)])
    clerk.force_login(User.objects.get(email="clerk@example.org"))
    assert paper(clerk, **{"envelope-received_on": today.isoformat()}).status_code == 302
    assert Application.objects.get().received_at == at[time(8, 13)]


def test_paper_of_the_opening_day_never_counts_as_before_the_opening(call, clerk) -> None:
    day = timezone.localdate(call.opens_at)
    at_ten = timezone.make_aware(datetime.combine(day, time(10)))
    redated(call, opens_at=at_ten, closes_at=call.closes_at)
    site_cache.clear()
    assert paper(clerk, **{"envelope-received_on": day.isoformat()}).status_code == 302
    assert Application.objects.get().received_at == at_ten


def test_paper_entry_before_any_call_says_so(clerk) -> None:
    assert "No call is open" in clerk.get("/staff/paper/", follow=True).content.decode()


def marked(*names: str) -> dict[str, list[str]]:
    """The ticks "Left empty on the paper"."""
    return {"left_empty": list(names)}


REQUIRED = {
    "eligibility-lives_in_city": "",
    "contact-full_name": "",
    "contact-wants_pick_up": "",
    "home-neighborhood": "",
    "support-reads": "",
    "connection-connection": [],
    "questions-why-join": "",
    "questions-what-should-change": "",
    "questions-can-attend": "",
    "declaration-agrees": "",
}
MARKS = [
    "contact-chosen_name"
    if name == "contact-full_name"
    else "contact-email"
    if name == "contact-wants_pick_up"
    else name
    for name in REQUIRED
]


def test_paper_that_is_empty_can_be_marked_so_and_is_stored_so(call, clerk) -> None:
    page = paper(clerk, **REQUIRED)
    offered = page.content.decode()
    assert not Application.objects.exists()
    for mark in MARKS:
        assert f'name="left_empty" value="{mark}"' in offered, mark
    assert paper(clerk, **REQUIRED, **marked(*MARKS)).status_code == 302
    revision = Revision.objects.get()
    assert set(revision.left_empty) == set(MARKS)
    assert revision.lives_in_city == ""
    contact = Contact.objects.get()
    assert (contact.name, contact.neighborhood, contact.is_complete) == ("", None, False)
    assert Support.objects.get().reads == "zh-hant", "the language of the paper"
    assert not revision.answers.exists()


BOTH = "is ticked, but there is an answer"


@pytest.mark.parametrize("mark", MARKS)
def test_paper_answer_that_is_marked_as_left_empty_is_asked_about(call, clerk, mark) -> None:
    page = paper(clerk, **marked(mark)).content.decode()
    assert BOTH in page and f'value="{mark}"' in page, "the tick can be taken away"
    assert not Application.objects.exists()


def test_paper_mark_leaves_other_fields_required(call, clerk) -> None:
    answer = paper(
        clerk, **{"home-neighborhood": "", "questions-why-join": ""}, **marked("home-neighborhood")
    )
    page = answer.content.decode()
    assert "Write an answer" in page and "Choose a neighborhood" not in page
    assert 'value="home-neighborhood" checked' in page
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"full_name": "", "chosen_name": ""}, {"wants_pick_up": False}, {"neighborhood": None}],
)
def test_contact_that_lacks_something_unmarked_is_refused_by_the_database(
    call, clerk, changes
) -> None:
    paper(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.update(**changes)


def test_residency_left_empty_unmarked_is_refused_by_the_database(call, clerk) -> None:
    paper(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.update(lives_in_city="")


@pytest.mark.parametrize(("written", "stored"), [("O2119", "02119"), ("o2119-1234", "02119")])
def test_paper_zip_code_with_a_letter_for_a_zero_is_read(call, clerk, written, stored) -> None:
    assert paper(clerk, **{"home-zip_code": written}).status_code == 302
    assert Contact.objects.get().zip_code == stored


@pytest.mark.parametrize("written", ["2119", "near Dudley"])
def test_paper_zip_code_that_is_none_is_asked_about_once(call, clerk, written) -> None:
    assert paper(clerk, **{"home-zip_code": written}).status_code == 200
    again = paper(clerk, **{"home-zip_code": written}, zip_code=written)
    assert again.status_code == 302
    assert Contact.objects.get().zip_code == written


def test_paper_email_that_looks_wrong_is_asked_about_once(call, clerk) -> None:
    odd = {"contact-email": "maria@gmail,com", "contact-phone": "555"}
    page = paper(clerk, **odd).content.decode()
    assert 'name="as_written" value="contact-email"' in page
    assert 'name="as_written" value="contact-phone"' in page
    assert paper(clerk, **odd, as_written=["contact-email", "contact-phone"]).status_code == 302
    contact = Contact.objects.get()
    assert (contact.email, contact.phone) == ("maria@gmail,com", "555")
    assert not OutgoingMail.objects.exists(), "nothing can be mailed there"


def test_paper_answer_may_be_longer_than_on_the_web(call, clerk) -> None:
    words = "Somebody who listens. " * 500
    assert paper(clerk, **{"questions-why-join": words}).status_code == 302
    assert words.strip() in Revision.objects.get().answers.values_list("text", flat=True)


def test_paper_correction_by_the_applicant_asks_what_was_left_empty(call, clerk, client) -> None:
    paper(clerk, **{"home-neighborhood": ""}, **marked("home-neighborhood"))
    application = Application.objects.get()
    token = codes.link_token(application.reference, 0)
    client.get(f"/en/{call.slug}/mine/{application.reference}/{token}/")
    started = client.post(f"/en/{call.slug}/mine/correct/", follow=True)
    assert started.redirect_chain[-1][0].endswith("/apply/home/")


def test_paper_saved_with_next_keeps_what_the_pile_shares(call, clerk) -> None:
    day = (timezone.localdate() - timedelta(days=2)).isoformat()
    answer = paper(clerk, next="1", **{"envelope-channel": "in_person"})
    assert "歐陽" not in answer.url
    again = clerk.get(answer.url, follow=True)
    envelope = again.context["paper_form"].envelope
    kept = {name: str(envelope[name].value()) for name in ("channel", "received_on", "language")}
    assert kept == {"channel": "in_person", "received_on": day, "language": "zh-hant"}
    assert envelope["submission_key"].value() != Revision.objects.get().submission_key
    page = again.content.decode()
    assert "歐陽" not in page, "a fresh form"
    assert f"{Application.objects.get().reference} is saved" in page
    assert "你住在" in page or "您住在" in page, "the questions in the words of the paper"


def test_paper_words_are_shown_and_nothing_typed_is_lost(call, clerk) -> None:
    typed = {"envelope-language": "ht", "envelope-late_reason": "Lost in the mail room."}
    answer = paper(clerk, words="1", **typed, **marked("home-neighborhood"))
    page = answer.content.decode()
    assert "歐陽美玲" in page and "我想幫忙。" in page and "error-summary" not in page
    assert "Lost in the mail room." in page
    assert 'class="as-on-paper" lang="ht"' in page
    assert not Application.objects.exists()


def test_paper_for_one_of_several_open_calls_is_asked_which(call, clerk) -> None:
    second_call(call)
    page = clerk.get("/staff/paper/", follow=True).content.decode()
    assert "Which call is the paper for?" in page and "?call=second" in page
    chosen = clerk.get("/staff/paper/?call=second", follow=True)
    assert chosen.context["call"].slug == "second"


def test_paper_page_prefers_the_call_that_is_open_and_leads_to_one_that_closed(call, clerk) -> None:
    now = timezone.now()
    second_call(call, opens_at=now - timedelta(hours=5), closes_at=now - timedelta(hours=1))
    assert (
        '<a href="?call=">Another call</a>'
        in clerk.get("/staff/paper/", follow=True).content.decode()
    )
    assert clerk.get("/staff/paper/", follow=True).context["call"].slug == call.slug
    asked = clerk.get("/staff/paper/?call=").content.decode()
    first, last = asked.index(f"?call={call.slug}"), asked.index("?call=second")
    assert first < asked.index("Open</span>") < last < asked.index("Closed</span>")
    assert clerk.get("/staff/paper/?call=second", follow=True).context["call"].slug == "second"


def test_paper_that_came_late_asks_why_and_waits(call, clerk, cast) -> None:
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=3))
    site_cache.clear()
    page = paper(clerk).content.decode()
    assert "Write why it should count" in page and "歐陽美玲" in page
    slip = clerk.get(paper(clerk, **{"envelope-late_reason": "Lost in the mail room."}).url)
    assert "Your application came in after the deadline" in slip.content.decode()
    assert LateEntry.objects.get().asked_by == cast.clerk
    assert not queries.eligible_applications().exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"envelope-channel": "phone", "envelope-postmarked_on": "2021-11-01"}, "Only mail has"),
        (
            {"envelope-postmarked_on": (timezone.localdate() - timedelta(days=1)).isoformat()},
            "later than the day it came",
        ),
    ],
)
def test_paper_postmark_that_cannot_be_is_asked_about(call, clerk, changes, words) -> None:
    assert words in paper(clerk, **changes).content.decode()


def test_paper_sent_after_the_session_ended_is_held(call, clerk) -> None:
    signed_in = clerk.cookies[settings.SESSION_COOKIE_NAME].value
    clerk.get("/staff/paper/")
    key = "5f0c6f3e-8f5e-4d5a-9d57-0b3a5a1f9c11"
    given = {"envelope-submission_key": key, "contact-full_name": "歐陽美玲"}
    stranger = Client()
    answer = stranger.post("/staff/paper/", given)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You were signed out" in page
    assert 'value="歐陽美玲"' in page and key in page
    assert 'action="/staff/paper/"' in page
    assert signed_in and not Application.objects.exists()


def test_access_keys_are_unique_and_leave_the_browsers_alone(call, clerk) -> None:
    page = clerk.get("/staff/paper/", follow=True).content.decode()
    keys = [part[0] for part in page.split('accesskey="')[1:]]
    assert len(keys) == len(set(keys)) >= 4
    assert not set(keys) & set("def123456789"), "Alt with these is the browser's own"
