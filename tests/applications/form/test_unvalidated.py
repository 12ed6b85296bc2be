"""Nothing typed is lost: invalid input is saved as it is, and validated when the page is shown."""

import html
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from applications.form import site_cache
from applications.form.actions.drafts import keep_step_unvalidated
from applications.models import AboutYouDraft, Application, Draft
from applications.models.draft import MOST_TYPED, DraftKey
from tests.applications.form.steps import fill_in, judged, post
from tests.factories.applications import ANSWERS
from tests.factories.calls import redated
from tests.journeys.visitor import Page

pytestmark = pytest.mark.django_db

HALF = {"full_name": "Tenzin", "email": "tenzin"}  # half of a right contact page


def page(client: Client, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return Page(path, 200, answer.content.decode())


@pytest.mark.parametrize(
    ("button", "leads_to"),
    [
        ("back", "eligibility/"),
        ("later", "later/"),
        ("other-language", "contact/"),
        ("clear", "clear/?from=contact"),
    ],
)
def test_leaving_a_page_holds_it_unjudged(client, call, button, leads_to) -> None:
    fill_in(client, call, until="contact")
    answer = post(client, call, "contact", **HALF, **{button: ""})
    assert answer.url == f"/en/{call.slug}/apply/{leads_to}"
    again = page(client, f"/en/{call.slug}/apply/contact/")
    assert again.form(with_field="email").fields["email"] == ["tenzin"]
    assert again.form(with_field="email").fields["full_name"] == ["Tenzin"]
    assert "error-summary" not in again.html
    assert "contact" not in Draft.objects.get().answers


@pytest.mark.parametrize("button", ["back", "other-language"])
def test_leaving_a_page_that_is_right_saves_it(client, call, button) -> None:
    fill_in(client, call, until="contact")
    post(client, call, "contact", full_name="Tenzin", phone="617-555-0101", **{button: ""})
    draft = Draft.objects.get()
    assert draft.answers["contact"]["full_name"] == "Tenzin"
    assert draft.typed == {}


def test_leaving_an_untouched_page_stores_nothing(client, call) -> None:
    assert post(client, call, "eligibility", back="").url == f"/en/{call.slug}/"
    post(client, call, "eligibility", **{"other-language": ""})
    assert not Draft.objects.exists()
    fill_in(client, call, until="about-you")
    before = Draft.objects.values().get()
    assert post(client, call, "about-you", back="").url.endswith("/apply/questions/")
    assert Draft.objects.values().get() == before
    assert AboutYouDraft.objects.get().answers is None


def test_changed_page_that_is_wrong_now_takes_the_place_of_its_answers(client, call) -> None:
    fill_in(client, call)
    post(client, call, "contact", **HALF, back="")
    draft = Draft.objects.get()
    assert "contact" not in draft.answers
    assert post(client, call, "check", agrees="on").status_code == 200
    assert not Application.objects.exists(), "what is held cannot be sent"
    post(client, call, "contact", full_name="Tenzin", phone="617-555-0101")
    assert Draft.objects.get().typed == {}
    assert post(client, call, "check", agrees="on").url.endswith("/receipt/")


def test_later_on_the_first_page_gives_a_code_for_what_is_there(client, call) -> None:
    answer = post(client, call, "eligibility", later="")
    assert Draft.objects.get().reference in page(client, answer.url).text


def test_about_you_is_held_apart(client, call) -> None:
    fill_in(client, call, until="about-you")
    post(client, call, "about-you", gender="no such choice", back="")
    assert AboutYouDraft.objects.get().typed["gender"] == "no such choice"
    draft = Draft.objects.values().get()
    assert "no such choice" not in str(draft)
    post(client, call, "about-you", gender="woman")
    apart = AboutYouDraft.objects.get()
    assert (apart.answers["gender"], apart.typed) == ("woman", None)


def test_check_page_names_what_is_missing(client, call) -> None:
    fill_in(client, call, until="support")
    post(client, call, "contact", **HALF, later="")
    check = page(client, f"/en/{call.slug}/apply/check/")
    assert "This is still missing" in check.text
    assert "Check the email address." in check.text
    for step in ("contact/?return=check&amp;judged=1", "connection/", "questions/"):
        assert f'href="/en/{call.slug}/apply/{step}"' in check.html
    assert "Tenzin" in check.text, "what is typed stands among the answers"
    assert not [form for form in check.forms if "agrees" in form.names]
    linked = page(client, f"/en/{call.slug}/apply/contact/?return=check&judged=1")
    assert "<title>Error:" in linked.html.replace("\n", "")


def test_page_where_nothing_is_required_is_never_missing(client, call) -> None:
    fill_in(client, call, until="about-you")
    post(client, call, "contact", **HALF, later="")
    path = f"/en/{call.slug}/apply/check/"
    check = page(client, path)
    about_you = f"/en/{call.slug}/apply/about-you/"
    assert "Not answered yet." not in check.text
    assert "Not answered (optional)" in check.text
    back = post(client, call, "contact", full_name="Tenzin", phone="617-555-0101")
    assert client.get(path).url == about_you, "it is come to once, and may be passed"
    assert back.status_code == post(client, call, "about-you").status_code == 302
    check = page(client, path)
    assert "This is still missing" not in check.text
    assert "Not answered (optional)" in check.text
    post(client, call, "check", agrees="on")
    sent = page(client, f"/en/{call.slug}/mine/status/")
    assert "Not answered (optional)" in sent.text


def test_error_is_shown_by_a_page_that_was_asked_for(client, call) -> None:
    fill_in(client, call, until="questions")
    answer = post(client, call, "questions", **{"why-join": "Because"})
    shown = judged(client, answer)
    assert "<title>Error:" in shown.html.replace("\n", "")
    assert shown.form(with_field="why-join").fields["why-join"][0].strip() == "Because"
    plain = page(client, f"/en/{call.slug}/apply/questions/")
    assert "error-summary" not in plain.html, "who comes back later is not blamed"
    assert plain.form(with_field="why-join").fields["why-join"][0].strip() == "Because"


def test_error_in_nothing_needs_no_draft(client, call) -> None:
    assert "Choose one answer" in judged(client, post(client, call, "eligibility")).text
    assert not Draft.objects.exists()


def test_ticks_of_the_check_page_are_held(client, call) -> None:
    fill_in(client, call)
    saved_at = Draft.objects.get().saved_at
    answer = client.post(
        f"/ar/{call.slug}/apply/check/", {"was_helped": "yes", "other-language": ""}
    )
    shown = page(client, answer.url)
    assert shown.attrs["lang"] == "ar"
    assert shown.form(with_field="agrees").fields.keys() >= {"was_helped"}
    assert "agrees" not in shown.form(with_field="agrees").fields
    wrong = judged(client, post(client, call, "check", was_helped="yes"))
    assert "Tick this box" in wrong.text
    assert wrong.form(with_field="agrees").fields["was_helped"] == ["yes"]
    assert post(client, call, "check", back="").url.endswith("/apply/about-you/")
    assert Draft.objects.get().saved_at == saved_at, "no answer has changed"


def test_page_whose_draft_is_gone_is_kept_in_a_new_one(client, call) -> None:
    fill_in(client, call, until="questions")
    Draft.objects.all().delete()
    given = {key: value for key, value in ANSWERS["questions"].items() if value}
    answer = post(client, call, "questions", **given)
    assert answer.status_code == 302
    assert Draft.objects.get().answers["questions"]["why-join"] == given["why-join"]
    sent = Client()
    answer = post(sent, call, "about-you", gender="woman")
    assert AboutYouDraft.objects.exclude(answers=None).get().answers["gender"] == "woman"


def test_more_than_anybody_types_is_handed_back_and_not_held(client, call) -> None:
    fill_in(client, call, until="questions")
    flood = "x" * (MOST_TYPED + 1)
    for button in ({}, {"back": ""}):
        answer = post(client, call, "questions", **{"why-join": flood}, **button)
        assert answer.status_code == 200
        assert flood in answer.content.decode()
    assert Draft.objects.get().typed == {}


def test_database_holds_no_more_than_that_either(client, call) -> None:
    fill_in(client, call)
    draft_key = DraftKey(Draft.objects.get().pk, 0, opens_about_you=True)
    with pytest.raises(IntegrityError, match="about_you_holds_so_much_typed_text"):
        keep_step_unvalidated(
            by=None,
            draft_key=draft_key,
            step="about-you",
            typed={"x": "x" * MOST_TYPED},
            language="en",
        )


@pytest.mark.parametrize("path", ["mine/", "mine/lost/", "apply/later/"])
def test_pages_without_a_draft_of_their_own_keep_what_was_typed(client, call, path) -> None:
    fill_in(client, call)
    typed = {"reference": "CDG-1", "code": "ABC"} if path == "mine/" else {"email": "am"}
    english, arabic = f"/en/{call.slug}/{path}", f"/ar/{call.slug}/{path}"
    answer = client.post(arabic, {**typed, "other-language": ""})
    assert answer.url == arabic
    shown = page(client, answer.url)
    assert "error-summary" not in shown.html
    for name, value in typed.items():
        assert shown.form(with_field=name).fields[name] == [value]
    again = page(client, arabic)
    assert again.form(with_field=name).fields[name] != [value], "shown once: others sit here next"
    wrong = client.post(english, typed)
    assert wrong.url.startswith(f"{english}?judged")
    shown = page(client, wrong.url)
    assert "<title>Error:" in shown.html.replace("\n", "")
    for name, value in typed.items():
        assert shown.form(with_field=name).fields[name] == [value]
    assert not any(value in wrong.url for value in typed.values())


def fields_of(client: Client, call, step: str, one: str) -> dict[str, list[str]]:
    """A step's fields as a browser has them: it drops a text area's first line break."""
    shown = page(client, f"/en/{call.slug}/apply/{step}/").form(with_field=one).fields
    del shown["csrfmiddlewaretoken"]
    return {name: [each.removeprefix("\n") for each in values] for name, values in shown.items()}


def questions_of(client: Client, call) -> dict[str, list[str]]:
    return fields_of(client, call, "questions", "why-join")


STORY = {"why-join": "A long story.\r\n\r\nAnd its end.", "what-should-change": "Much."}


@pytest.mark.parametrize("button", ["back", "later", "other-language", ""])
def test_older_tab_that_nobody_touched_takes_nothing_away(client, call, button) -> None:
    fill_in(client, call, until="questions")
    older = questions_of(client, call)
    post(client, call, "questions", **STORY, later="")
    post(client, call, "questions", **older, **({button: ""} if button else {}))
    kept = questions_of(client, call)
    assert kept["why-join"] == ["A long story.\n\nAnd its end."]
    assert kept["what-should-change"] == ["Much."]


def test_words_of_an_older_tab_stand_beside_the_newer(client, call) -> None:
    fill_in(client, call, until="questions")
    post(client, call, "questions", **{"why-join": "As it was."}, later="")
    older = questions_of(client, call)
    post(client, call, "questions", **STORY, later="")
    post(client, call, "questions", **older | {"why-join": "Another one."}, later="")
    kept = questions_of(client, call)
    assert kept["why-join"] == ["A long story.\n\nAnd its end.\n\nAnother one."]
    assert kept["what-should-change"] == ["Much."]


def test_words_taken_out_of_the_page_as_it_stands_are_gone(client, call) -> None:
    fill_in(client, call, until="questions")
    post(client, call, "questions", **STORY, later="")
    current = questions_of(client, call)
    post(client, call, "questions", **current | {"why-join": ""}, later="")
    kept = questions_of(client, call)
    assert kept["why-join"] == [""] and kept["what-should-change"] == ["Much."]


def test_ticks_of_two_tabs_both_count(client, call) -> None:
    fill_in(client, call, until="connection")
    older = fields_of(client, call, "connection", "connection")
    post(client, call, "connection", connection=["lived-experience"], later="")
    post(client, call, "connection", **older | {"connection": ["professional"]}, later="")
    saved = Draft.objects.get().typed["connection"]["connection"]
    assert saved == ["lived-experience", "professional"]


def test_older_tab_takes_nothing_away_after_the_deadline_either(client, call) -> None:
    fill_in(client, call, until="questions")
    older = questions_of(client, call)
    post(client, call, "questions", **STORY, later="")
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(minutes=1))
    site_cache.clear()
    assert post(client, call, "questions", **older).status_code == 200
    draft = Draft.objects.get()
    assert {**draft.answers, **draft.typed}["questions"]["what-should-change"] == "Much."


def test_going_on_from_what_is_missing_shows_what_is_wrong_with_it(client, call) -> None:
    fill_in(client, call, until="contact")
    post(client, call, "contact", full_name="Tenzin", phone="12", later="")
    check = page(client, f"/en/{call.slug}/apply/check/").html
    go_on = re.search(r'class="button" href="([^"]*)"', check)[1]
    assert "error-summary" in page(client, html.unescape(go_on)).html
