"""The last page: who helped, later calls and consent, each asked apart; contradictions before."""

import re

import pytest

from applications.models import Contact, Revision
from tests.applications.form.steps import fill_in, judged, post
from tests.journeys.visitor import Page, in_one_line

pytestmark = pytest.mark.django_db


def test_later_calls_and_help_are_asked_apart_from_consent(client, call) -> None:
    fill_in(client, call)
    page = client.get(f"/en/{call.slug}/apply/check/").content.decode()
    asked = ["Did somebody help you", "another group to apply for", "What you agree to"]
    assert sorted(asked, key=page.index) == asked
    wrong = judged(client, post(client, call, "check", was_helped="no"))
    assert "Tick this box to send your application." in wrong.text
    post(client, call, "check", agrees="on", was_helped="yes", wants_later_calls="on")
    assert Revision.objects.get().was_helped
    assert Contact.objects.get().wants_later_calls


def test_later_calls_are_no_unless_somebody_says_so(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    assert not Contact.objects.get().wants_later_calls
    assert not Revision.objects.get().was_helped


def test_correction_begins_with_what_was_said_on_the_last_page(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on", was_helped="yes", wants_later_calls="on")
    client.post(f"/en/{call.slug}/mine/correct/")
    page = Page("", 200, client.get(f"/en/{call.slug}/apply/check/").content.decode())
    fields = page.form(with_field="agrees").fields
    assert (fields["was_helped"], fields["wants_later_calls"]) == (["yes"], ["on"])
    assert "agrees" not in fields


def test_no_answer_beside_another_is_asked_about_once(client, call) -> None:
    fill_in(client, call, until="about-you")
    both = {"race-ethnicity": ["black", "prefer-not-to-say"]}
    asked = judged(client, post(client, call, "about-you", confirmed="", **both))
    assert "You chose “Prefer not to say” and another answer as well." in asked.text
    confirmed = post(client, call, "about-you", confirmed="both:race-ethnicity", **both)
    assert "judged" not in confirmed.url
    page = client.get(f"/en/{call.slug}/apply/about-you/").content.decode()
    assert 'name="confirmed" value="both:race-ethnicity"' in page, "not asked again"


def test_last_page_is_told_with_what_was_sent_and_how_to_change_it(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on", was_helped="yes", wants_later_calls="on")
    sent = client.get(f"/en/{call.slug}/mine/status/").content.decode()
    sent = in_one_line(sent[sent.index('id="sent"') :])
    for asked in ("Did somebody help you fill in this form?", "another group to apply for"):
        assert re.search(rf"{re.escape(asked)}</dt> ?<dd> ?<p>Yes</p>", sent), asked
    assert "Do you want to change this?" in sent
    client.post(f"/en/{call.slug}/mine/correct/")
    post(client, call, "check", agrees="on")
    sent = in_one_line(client.get(f"/en/{call.slug}/mine/status/").content.decode())
    assert "Did somebody help you" not in sent
    assert re.search(r"another group to apply for</dt> ?<dd> ?<p>No</p>", sent)
