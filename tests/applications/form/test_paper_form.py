"""The printed form: every question of the web form, numbered as on the clerk's screen."""

import re
from datetime import timedelta
from html import unescape

import pgtrigger
import pytest
from django.test import Client
from django.utils import timezone, translation

from applications.form import site_cache
from applications.form.forms.printed import PrintedForm
from applications.form.forms.step_form import TRAP
from applications.models import Call
from applications.paper.forms.labels import SHORT
from applications.paper.forms.paper import PaperForm
from core import languages, phrases
from tests.factories.calls import asking
from tests.factories.languages import each as each_language

pytestmark = pytest.mark.django_db
QUESTION = re.compile(
    r'<span class="q-number">(\d+)</span>.*?'
    r'<span class="q-text">(.*?)</span>',
    re.S,
)


def on_paper(client: Client, call: Call, code: str = "en") -> list[tuple[int, str]]:
    shown = client.get(f"/{code}/{call.slug}/paper/").content.decode()
    return [(int(number), text.strip()) for number, text in QUESTION.findall(shown)]


def test_paper_form_asks_what_the_clerk_types_under_the_same_numbers(client, call) -> None:
    with translation.override("en"):
        screen = PaperForm(call=call)
        asked = [
            (form.numbers[name], name in SHORT.get(form.prefix, {}), str(words))
            for form in screen.questions
            for question in form.questions()
            for name in question.names_in(form)[:1]
            for words in [question.legend or form.fields[name].label]
        ]
        numbers = {number for form in screen.questions for number in form.numbers.values()}
    printed = on_paper(client, call)
    assert [number for number, _ in printed] == [number for number, *_ in asked]
    for (_, text), (number, is_shortened, words) in zip(printed, asked, strict=True):
        assert is_shortened or unescape(text) == words, number
    assert [number for number, _ in printed] == list(range(1, len(printed) + 1))
    assert numbers == {number for number, _ in printed}


def test_paper_form_asks_no_more_than_thirty_things(client, call) -> None:
    asking(call, minimum_age=18, asks_city_employment=True)
    asked = [text for _, text in on_paper(client, call)]
    assert "Are you 18 or older?" in asked
    assert "Do you work for the City of Boston?" in asked
    assert asked.count("How should we reach you?") == 1
    assert len(asked) <= 30


def test_clerks_screen_shows_the_numbers(client, call, cast) -> None:
    client.force_login(cast.clerk)
    shown = client.get("/staff/paper/", follow=True).content.decode()
    numbers = [int(number) for number in re.findall(r'<span class="n">(\d+)\.</span>', shown)]
    assert numbers == [number for number, _ in on_paper(client, call)]


def test_paper_form_has_no_hidden_box(client, call) -> None:
    shown = client.get(f"/en/{call.slug}/paper/").content.decode()
    assert f'"{TRAP}"' not in shown
    assert "<input" not in shown


@pytest.mark.parametrize("language", each_language(languages.ALL))
def test_paper_form_in_each_language_has_all_questions(client, call, language) -> None:
    in_english = on_paper(client, call)
    here = on_paper(client, call, language.code)
    assert len(here) == len(in_english) > 20
    if language is not languages.ENGLISH:
        same = [
            text
            for (_, text), (_, english) in zip(here, in_english, strict=True)
            if text == english
        ]
        assert same == []


def test_paper_form_says_where_and_by_when(client, call) -> None:
    shown = client.get(f"/en/{call.slug}/paper/").content.decode()
    assert "City Hall, Suite 806" in shown
    assert "We must have this form before" in shown
    assert "postmark" not in shown
    with pgtrigger.ignore("applications.Call:an_open_call_keeps_its_address_and_rules"):
        Call.objects.update(deadline_rule="postmark")
    site_cache.clear()
    again = client.get(f"/en/{call.slug}/paper/").content.decode()
    rule = again.partition("The postmark must show this day")[2].partition("</strong>")[0]
    assert phrases.day(call.last_postmark) in rule and "p.m." not in rule
    assert "We must have this form before" not in again


def test_paper_form_offers_every_choice(call) -> None:
    with translation.override("en"):
        questions = [question for part in PrintedForm(call).parts for question in part.questions]
        asked = {str(question.text): question.fields[0] for question in questions}
    neighborhood = asked["Which neighborhood do you live in?"]
    assert "Choose one" not in map(str, neighborhood.choices)
    assert len(neighborhood.choices) == 28
    assert neighborhood.takes_one
    connection = asked["What is your connection to mental health?"]
    assert not connection.takes_one
    assert len(connection.choices) == 4


def test_paper_form_is_printed_only_while_it_can_be_sent(client, call) -> None:
    path = f"/en/{call.slug}/paper/"
    assert "data-print" in client.get(path).content.decode()
    yesterday = timezone.now() - timedelta(days=1)
    with pgtrigger.ignore("applications.Call:an_open_deadline_moves_only_later_for_a_reason"):
        Call.objects.update(closes_at=yesterday)
    site_cache.clear()
    closed = client.get(path).content.decode()
    assert "Applications have closed" in closed
    assert "data-print" not in closed


def test_paper_form_is_large_on_request(client, call) -> None:
    path = f"/en/{call.slug}/paper/"
    ordinary = client.get(path).content.decode()
    assert 'class="paper"' in ordinary
    assert 'href="?size=18"' in ordinary
    large = client.get(f"{path}?size=18").content.decode()
    assert 'class="paper paper-large"' in large
    assert QUESTION.findall(large) == QUESTION.findall(ordinary)


def test_paper_form_of_an_unpublished_call_is_not_found(client, call) -> None:
    Call.objects.update(is_published=False)
    assert client.get(f"/en/{call.slug}/paper/").status_code == 404


def test_paper_form_comes_to_those_who_have_no_printer(client, call) -> None:
    with pgtrigger.ignore():
        Call.objects.filter(pk=call.pk).update(help_phone="617-555-0123")
    site_cache.clear()
    call_page, paper = (client.get(f"/en/{call.slug}/{path}").text for path in ("", "paper/"))
    assert "You can also get a blank form at the counter." in call_page
    assert "You can also get a blank form at the counter." in paper
    assert "You can also ask us to mail you a blank form:" in paper
    assert "open your browser’s menu and choose" in paper
