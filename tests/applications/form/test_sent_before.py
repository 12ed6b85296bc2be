"""A page in an old tab, posted after the application was sent: nothing typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.form.actions.correct import start_correction
from applications.form.actions.drafts import save_step
from applications.form.actions.links import reissue_code
from applications.form.actions.withdraw import withdraw_application
from applications.form.queries.sent import answers_as_sent
from applications.form.views import step_saving
from applications.models import AboutYouDraft, Application, Draft, Revision
from applications.models.draft import DraftKey
from tests.applications.form.my_application import code_of, find
from tests.applications.form.steps import fill_in, post
from tests.factories.applications import ANSWERS
from tests.factories.calls import redated

pytestmark = pytest.mark.django_db
NEWER = "One more thought, typed in the other tab."
QUESTIONS = {key: value for key, value in ANSWERS["questions"].items() if value}
CHANGED = QUESTIONS | {"why-join": NEWER}


@pytest.fixture
def sent(client, call) -> Application:
    """What `client` has just sent."""
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    return Application.objects.get()


def page(client: Client, answer) -> str:
    return client.get(answer.url).content.decode()


@pytest.mark.parametrize("button", [{}, {"back": ""}, {"later": ""}, {"other-language": ""}])
def test_old_page_becomes_a_correction_that_is_not_sent_yet(client, call, sent, button) -> None:
    check = page(client, post(client, call, "questions", **CHANGED, **button))
    assert f"You sent {sent.reference} before you saved this last page." in check
    assert NEWER in check
    assert "Send my correction" in check
    assert Draft.objects.get().corrects == sent
    assert Revision.objects.count() == 1
    post(client, call, "check", agrees="on")
    revision = Revision.objects.get(is_current=True)
    assert answers_as_sent(revision)["questions"]["why-join"] == NEWER
    assert answers_as_sent(revision)["home"]["street"] == "60 Example St"


def test_old_page_that_is_half_typed_is_held(client, call, sent) -> None:
    check = page(client, post(client, call, "contact", full_name=NEWER, email="tenzin"))
    assert NEWER in check
    assert "This is still missing" in check
    assert Draft.objects.get().typed["contact"]["email"] == "tenzin"


def test_old_page_that_was_not_filled_in_takes_nothing_out(client, call, sent) -> None:
    post(client, call, "questions", **{"working-with-others": NEWER})
    kept = Draft.objects.get().answers["questions"]
    assert kept == ANSWERS["questions"] | {"working-with-others": NEWER}


def test_old_page_that_says_what_was_sent_leads_to_the_receipt(client, call, sent) -> None:
    for step in ("eligibility", "home", "questions", "about-you"):
        given = {key: value for key, value in ANSWERS[step].items() if value}
        assert post(client, call, step, **given).url.endswith("/apply/receipt/"), step
    cleared = post(client, call, "questions", **CHANGED, clear="")
    assert cleared.url.endswith("/apply/receipt/"), "who deletes wants nothing kept"
    assert not Draft.objects.exists()


def test_old_about_you_page_stays_apart(client, call, sent) -> None:
    post(client, call, "about-you", gender="man")
    assert AboutYouDraft.objects.get().answers["gender"] == "man"
    assert "gender" not in str(Draft.objects.values().get())


def test_old_page_after_the_deadline_is_shown_to_be_copied(client, call, sent) -> None:
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    shown = post(client, call, "questions", **CHANGED).content.decode()
    assert NEWER in shown
    assert f"You sent {sent.reference}." in shown
    assert not Draft.objects.exists()


def test_old_page_of_a_withdrawn_application_is_shown_to_be_copied(client, call, sent) -> None:
    client.post(f"/en/{call.slug}/mine/withdraw/")
    assert NEWER in post(client, call, "questions", **CHANGED).content.decode()
    assert not Draft.objects.exists()
    post(client, call, "eligibility", lives_in_city="yes")
    assert Draft.objects.get().corrects is None, "whoever withdrew may begin again"


def test_old_page_takes_the_place_of_nothing_newer(client, call, sent) -> None:
    correction = start_correction(by=None, application=sent, language="en")
    draft_key = DraftKey(correction.pk, correction.session_generation, opens_about_you=True)
    newest = ANSWERS["questions"] | {"why-join": "Corrected on another phone."}
    save_step(by=None, draft_key=draft_key, step="questions", answers=newest, language="en")
    assert NEWER in post(client, call, "questions", **CHANGED).content.decode()
    assert Draft.objects.get().answers["questions"] == newest


def test_old_first_page_begins_no_second_application(client, call, sent) -> None:
    answer = post(client, call, "eligibility", lives_in_city="unsure")
    assert Draft.objects.get().corrects == sent
    assert "/apply/check/" in answer.url


def test_first_page_that_names_what_was_sent_begins_another(client, call, sent) -> None:
    first = client.get(f"/en/{call.slug}/apply/eligibility/").content.decode()
    assert f"You sent {sent.reference}." in first
    assert 'name="another"' in first
    post(client, call, "eligibility", lives_in_city="yes", another="1")
    assert Draft.objects.get().corrects is None


def test_page_sent_away_at_this_moment_is_kept_too(client, call, monkeypatch) -> None:
    fill_in(client, call)
    other_tab, save = Client(), step_saving.save_and_redirect
    other_tab.cookies = client.cookies.copy()

    def save_later(*args):
        monkeypatch.setattr(step_saving, "save_and_redirect", save)
        post(other_tab, call, "check", agrees="on")
        return save(*args)

    monkeypatch.setattr(step_saving, "save_and_redirect", save_later)
    assert NEWER in page(client, post(client, call, "questions", **CHANGED))
    assert Draft.objects.get().corrects == Application.objects.get()


def test_old_address_leads_to_a_correction_that_was_begun(call, client, sent) -> None:
    other = Client()
    find(other, call, sent.reference, code_of(sent))
    other.post(f"/en/{call.slug}/mine/correct/")
    post(other, call, "home", neighborhood="mattapan")
    find(other, call, sent.reference, code_of(sent))
    for step in ("contact", "check"):
        answer = other.get(f"/en/{call.slug}/apply/{step}/", follow=True)
        assert "Continue your correction" in answer.content.decode(), step


@pytest.mark.parametrize("end", [reissue_code, withdraw_application])
def test_second_old_page_after_the_way_in_ended_says_that_it_begins_anew(
    client, call, sent, cast, end
) -> None:
    end(by=cast.clerk if end is reissue_code else None, application=sent)
    assert post(client, call, "questions", **CHANGED).status_code == 410
    answer = client.post(f"/en/{call.slug}/apply/questions/", CHANGED, follow=True)
    shown = answer.content.decode()
    assert "this is a new application" in shown
    assert f'href="/en/{call.slug}/mine/"' in shown
    assert Draft.objects.get().answers["questions"]["why-join"] == NEWER


def test_half_page_whose_draft_is_gone_says_that_it_begins_anew(client, call) -> None:
    answer = client.post(f"/en/{call.slug}/apply/contact/", {"email": "tenzin"}, follow=True)
    assert "this is a new application" in answer.content.decode()
    again = client.get(f"/en/{call.slug}/apply/check/").content.decode()
    assert "this is a new application" not in again
