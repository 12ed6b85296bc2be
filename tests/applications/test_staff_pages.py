"""Paper entry."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application, PaperEntry


def paper(client: Client, path: str = "/staff/paper/", **changes):
    """Send the clerk's form, complete but for `changes`."""
    page = client.get(path)
    given = {
        "envelope-submission_key": page.context["paper_form"].envelope["submission_key"].value(),
        "envelope-channel": "mail",
        "envelope-received_on": (timezone.localdate() - timedelta(days=2)).isoformat(),
        "envelope-language": "zh-hant",
        "eligibility-lives_in_city": "yes",
        "contact-full_name": "歐陽美玲",
        "contact-wants_pick_up": "on",
        "home-neighborhood": "chinatown",
        "support-reads": "zh-hant",
        "connection-connection": ["lived-experience"],
        "questions-why-join": "我想幫忙。",
        "questions-what-should-change": "先聽。",
        "questions-can-attend": "yes",
        "declaration-agrees": "on",
    }
    return client.post(path, given | changes)


@pytest.fixture
def clerk(cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


@pytest.mark.django_db
def test_paper_entry_counts_from_when_it_was_received(call, clerk, cast) -> None:
    slip = clerk.get(paper(clerk).url)
    application = Application.objects.get()
    assert application.reference in slip.content.decode()
    assert "歐陽美玲" not in slip.content.decode()
    assert timezone.localdate(application.received_at) == timezone.localdate() - timedelta(days=2)
    assert PaperEntry.objects.get().entered_by == cast.clerk


@pytest.mark.django_db
def test_paper_entry_saved_twice_is_stored_once(call, clerk) -> None:
    page = clerk.get("/staff/paper/")
    key = page.context["paper_form"].envelope["submission_key"].value()
    answers = [paper(clerk, **{"envelope-submission_key": key}) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Application.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "words"),
    [
        (lambda call: timezone.localdate() + timedelta(days=1), "in the future"),
        (lambda call: timezone.localdate(call.opens_at) - timedelta(days=1), "was not open then"),
        (lambda call: date(1, 1, 2), "was not open then"),
    ],
)
def test_paper_entry_with_a_wrong_date_keeps_everything(call, clerk, day, words) -> None:
    answer = paper(clerk, **{"envelope-received_on": day(call).isoformat()})
    page = answer.content.decode()
    assert words in page
    assert "歐陽美玲" in page
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_paper_entry_before_any_call_says_so(clerk) -> None:
    assert "No call is open" in clerk.get("/staff/paper/").content.decode()
