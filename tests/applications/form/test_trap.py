"""The box that programs fill in and people never see."""

import pytest

from applications.models import Application, Draft
from applications.paper.forms.paper import PaperForm
from tests.applications.form.steps import fill_in, post
from tests.journeys.visitor import Page, in_one_line


@pytest.mark.django_db
def test_trap_on_the_first_step_comes_back_empty_with_a_kind_error(client, call) -> None:
    answer = post(client, call, "eligibility", lives_in_city="yes", website="http://spam.example")
    page = Page("", answer.status_code, answer.content.decode())
    assert page.status == 200
    assert page.text.startswith("Error:")
    assert "Please send this page again." in page.text
    form = page.form(with_field="website")
    assert form.fields["website"] == [""]
    assert form.fields["lives_in_city"] == ["yes"], "nothing is lost"
    assert "spam.example" not in page.html
    assert not Draft.objects.exists()
    assert post(client, call, "eligibility", **{k: v[0] for k, v in form.fields.items()}).url


@pytest.mark.django_db
def test_trap_on_the_last_page_sends_nothing_until_it_is_empty(client, call) -> None:
    fill_in(client, call)
    given = {"agrees": "on", "was_helped": "yes"}
    answer = post(client, call, "check", **given, website=" ")
    page = Page("", answer.status_code, answer.content.decode())
    assert page.status == 200
    assert not Application.objects.exists()
    assert {"agrees": ["on"], "was_helped": ["yes"], "website": [""]}.items() <= page.form(
        with_field="agrees"
    ).fields.items()
    assert post(client, call, "check", **given, website="").status_code == 302
    assert Application.objects.count() == 1


@pytest.mark.django_db
def test_trap_is_hidden_labelled_and_never_filled_in_by_keyboard_or_browser(client, call) -> None:
    html = client.get(f"/en/{call.slug}/apply/eligibility/").content.decode()
    hidden = in_one_line(html).partition('<div class="trap">')[2].partition("</div></div>")[0]
    assert '<label for="id_website">Leave this empty' in hidden
    assert 'name="website"' in hidden
    assert 'autocomplete="off"' in hidden
    assert 'tabindex="-1"' in hidden


@pytest.mark.django_db
def test_trap_is_on_no_paper_form_and_on_no_check_page(client, call) -> None:
    paper = PaperForm(call=call)
    assert not [form for form in paper.all_forms if "website" in form.fields]
    fill_in(client, call)
    page = client.get(f"/en/{call.slug}/apply/check/").content.decode()
    assert page.count("Leave this empty") == 1, "the trap itself, and no answer to it"
    assert "website" not in Draft.objects.get().answers["eligibility"]
