"""Another language in the middle of a page: what was typed comes along, and is not judged."""

import pytest

from applications.models import Draft
from tests.applications.form.steps import fill_in, post
from tests.journeys.visitor import Page, in_one_line

pytestmark = pytest.mark.django_db


def switched(client, call, step: str, **typed) -> Page:
    path = f"/ar/{call.slug}/apply/{step}/"
    answer = client.post(path, {**typed, "other-language": ""})
    assert answer.url == path
    return Page(path, 200, client.get(path).content.decode())


def test_language_menu_keeps_what_was_typed(client, call) -> None:
    fill_in(client, call, until="questions")
    typed = {
        "why-join": 'Because "<b>" & more',
        "can-attend": "yes",
        "availability": ["saturdays", "sundays"],
    }
    page = switched(client, call, "questions", **typed)
    assert page.attrs["lang"] == "ar"
    fields = page.form(with_field="why-join").fields
    assert [fields["why-join"][0].strip()] == ['Because "<b>" & more']
    assert fields["can-attend"] == ["yes"]
    assert fields["availability"] == ["saturdays", "sundays"]
    assert "<b>" not in page.html
    assert "questions" not in Draft.objects.get().answers
    assert "error-summary" not in page.html, "nothing is judged"


def test_language_menu_keeps_what_was_taken_out(client, call) -> None:
    fill_in(client, call, until="support")
    page = switched(client, call, "contact", full_name="", email="new@example.org", may_text="on")
    fields = page.form(with_field="full_name").fields
    assert fields["full_name"] == [""]
    assert fields["email"] == ["new@example.org"]
    assert "may_text" in fields
    assert "may_leave_voicemail" not in fields


def test_language_menu_of_a_step_posts_and_of_other_pages_links(client, call) -> None:
    step = client.get(f"/en/{call.slug}/apply/eligibility/").content.decode()
    assert f'formaction="/ar/{call.slug}/apply/eligibility/"' in step
    check = client.get(f"/en/{call.slug}/").content.decode()
    assert f'<a href="/ar/{call.slug}/"' in check


def test_language_menu_leads_back_to_the_check_page(client, call) -> None:
    fill_in(client, call)
    step = client.get(f"/en/{call.slug}/apply/support/?return=check").content.decode()
    assert f'formaction="/ar/{call.slug}/apply/support/?return=check"' in step


def test_language_menu_keeps_the_question_of_an_address(client, call) -> None:
    page = client.get(f"/en/{call.slug}/?asked=1").content.decode()
    assert f'href="/es/{call.slug}/?asked=1"' in page


def test_save_after_another_language_stores_that_language(client, call) -> None:
    fill_in(client, call, until="contact")
    page = switched(client, call, "contact", chosen_name="Mo", phone="617-555-0101")
    fields = page.form(with_field="chosen_name").fields
    answer = client.post(f"/ar/{call.slug}/apply/contact/", fields)
    assert answer.url == f"/ar/{call.slug}/apply/home/"
    draft = Draft.objects.get()
    assert (draft.language, draft.answers["contact"]["chosen_name"]) == ("ar", "Mo")
    assert post(client, call, "home", neighborhood="mattapan").status_code == 302


def test_note_on_the_translation_leads_to_the_english_and_keeps_what_was_typed(
    client, call
) -> None:
    page = in_one_line(client.get(f"/es/{call.slug}/apply/eligibility/").content.decode())
    _page, _foot, foot = page.partition("<footer")
    assert f'form="answers" formaction="/en/{call.slug}/apply/eligibility/"' in foot
    _page, _foot, foot = client.get(f"/es/{call.slug}/").content.decode().partition("<footer")
    assert f'<a href="/en/{call.slug}/" lang="en"' in foot
