"""The public pages in every language, and how the form treats what people send."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import AboutYouDraft, Application, Draft
from core import languages
from tests.applications.form.steps import fill_in, judged, post
from tests.factories.calls import redated
from tests.journeys.visitor import in_one_line


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.code)
def test_public_page_says_its_language(client, call, language) -> None:
    shown = languages.display_language(language.code)
    for path in ("", f"{call.slug}/", f"{call.slug}/apply/eligibility/"):
        answer = client.get(f"/{language.code}/{path}")
        assert answer.status_code == 200
        page = in_one_line(answer.content.decode())
        assert f'<html lang="{shown.html_lang}" dir="{shown.direction}">' in page
        says_so = f'lang="{language.html_lang}" dir="{language.direction}">' in page
        assert says_so, "an unfinished language says in itself that the page is in English"
        assert ('class="gaps"' in page) is not language.complete


@pytest.mark.django_db
def test_public_page_in_arabic_has_the_calls_arabic_wording(client, call) -> None:
    page = client.get(f"/ar/{call.slug}/").content.decode()
    assert call.title_ar in page
    assert call.title_en not in page


@pytest.mark.django_db
def test_public_page_sets_no_session(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    assert client.get(f"/en/{call.slug}/apply/receipt/").status_code == 200
    assert "sessionid" not in client.cookies


@pytest.mark.django_db
def test_public_page_carries_the_content_policy(client, call) -> None:
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_unpublished_call_is_not_found(client, call) -> None:
    type(call).objects.update(is_published=False)
    assert client.get(f"/en/{call.slug}/").status_code == 404
    assert call.title_en not in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_step_with_errors_keeps_what_was_typed(client, call) -> None:
    fill_in(client, call, until="contact")
    answer = post(client, call, "contact", full_name="Tenzin", email="tenzin")
    page = judged(client, answer).html
    assert 'value="Tenzin"' in page
    assert 'value="tenzin"' in page
    assert "It looks like name@example.org" in page
    assert "<title>Error:" in page.replace("\n", "")


@pytest.mark.django_db
def test_step_shows_what_was_saved(client, call) -> None:
    fill_in(client, call)
    page = client.get(f"/en/{call.slug}/apply/contact/").content.decode()
    assert "Wideline Jean-Baptiste" in page


@pytest.mark.django_db
def test_step_ahead_leads_to_the_first_unfinished(client, call) -> None:
    fill_in(client, call, until="support")
    answer = client.get(f"/en/{call.slug}/apply/check/")
    assert answer.url == f"/en/{call.slug}/apply/support/"


@pytest.mark.django_db
def test_eligibility_no_is_a_kind_page(client, call) -> None:
    answer = post(client, call, "eligibility", lives_in_city="no")
    page = client.get(answer.url).content.decode()
    assert "What you can still do" in page
    assert "Error" not in page


@pytest.mark.django_db
def test_contact_takes_any_one_way(client, call) -> None:
    ways = {
        "email": "a@example.org",
        "phone": "617.555.0101",
        "post_address": "c/o shelter name",
        "ways": "pick_up",
        "trusted_contact": "Ana Souza, 617-555-0102",
    }
    fill_in(client, call, until="contact")
    assert (
        "one way to reach you" in judged(client, post(client, call, "contact", full_name="O")).text
    )
    for way, value in ways.items():
        answer = post(client, call, "contact", full_name="O", **{way: value})
        assert answer.url == f"/en/{call.slug}/apply/home/", way


@pytest.mark.django_db
def test_about_you_is_kept_apart_in_the_draft(client, call) -> None:
    fill_in(client, call)
    assert "about-you" not in Draft.objects.get().answers
    assert AboutYouDraft.objects.get().answers["gender"] == "woman"


@pytest.mark.django_db
def test_answers_beyond_the_limit_are_told_and_kept(client, call) -> None:
    fill_in(client, call, until="questions")
    answer = post(client, call, "questions", **{"why-join": "ж" * 2001})
    page = judged(client, answer)
    assert "ж" * 2001 in page.html
    assert "Too long by 1." in page.text


@pytest.mark.django_db
def test_draft_cookie_that_was_tampered_with_opens_nothing(client, call) -> None:
    fill_in(client, call)
    client.cookies[f"draft-{call.slug}"] = f"{Draft.objects.get().pk}:forged"
    answer = client.get(f"/en/{call.slug}/apply/contact/")
    assert answer.url == f"/en/{call.slug}/apply/eligibility/"


@pytest.mark.django_db
def test_form_opened_before_and_sent_after_the_deadline_is_refused(client, call) -> None:
    fill_in(client, call)
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now)
    answer = post(client, call, "check", agrees="on")
    assert answer.url == f"/en/{call.slug}/"
    assert not Application.objects.exists()
    assert Draft.objects.exists()


@pytest.mark.django_db
def test_back_after_sending_leads_to_the_receipt(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    for path in ("contact", "check"):
        answer = client.get(f"/en/{call.slug}/apply/{path}/")
        assert answer.url == f"/en/{call.slug}/apply/receipt/"
    assert post(client, call, "check", agrees="on").url == f"/en/{call.slug}/apply/receipt/"
    assert Application.objects.count() == 1
