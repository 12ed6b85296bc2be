"""The page about the design: real components twice, in every language, and only in the demo."""

import re
from html import unescape
from types import ModuleType

import pgtrigger
import pytest
from django.conf.urls.i18n import i18n_patterns
from django.test import Client
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext

from applications.models import Call
from config.urls import below_language
from core import languages
from core.staff_site import staff_site
from demo import components, tokens
from demo.templatetags.design import own_ids
from tests.factories.languages import each as each_language
from tests.journeys.visitor import in_one_line

pytestmark = pytest.mark.django_db
IDS = re.compile(r'\sid="([^"]+)"')
POINTING = re.compile(r'\s(?:for|aria-describedby|aria-labelledby|href)="(#?[^"]+)"')


def _shown(client: Client, language: str = "en") -> str:
    answer = client.get(f"/{language}/design/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def outside_the_demo(settings) -> None:
    """The addresses as a public host has them."""
    urls = ModuleType("planted_urls")
    urls.urlpatterns = [
        path("staff/", staff_site.urls),
        *i18n_patterns(*below_language(demo=False)),
    ]
    settings.ROOT_URLCONF = urls


def test_design_page_shows_every_token_and_piece(client, call) -> None:
    shown = unescape(_shown(client))
    for color in tokens.colors(tokens.sheet()):
        assert f"--{color.name}</code>" in shown
        assert shown.count(f'fill="var(--{color.name})"') == 2
    for group in components.GROUPS:
        for component in group.components:
            assert component.use in shown
            assert all(f"<code>{code}</code>" in shown for code in component.write)
    assert call.title in shown


@pytest.mark.parametrize("language", each_language(languages.ALL))
def test_design_page_speaks_its_language(client, call, language) -> None:
    shown = unescape(_shown(client, language.code))
    assert f'<html lang="{language.html_lang}" dir="{language.direction}"' in in_one_line(shown)
    with translation.override(language.code):
        for words in ("Save and continue", "Your answers are not sent yet.", "Choose one answer."):
            assert shown.count(gettext(words)) >= 2


def test_design_page_is_the_real_form_in_both_themes(client, call) -> None:
    shown = _shown(client)
    light, dark = (
        shown.count(f'<div class="design-pane" data-theme="{theme}"') for theme in ("light", "dark")
    )
    assert light == dark == len(components.GROUPS)
    assert shown.count('class="error-summary"') == 2
    for control in ('type="text"', 'type="email"', "<textarea", "<select", 'type="radio"'):
        assert shown.count(control) >= 4  # right and wrong, light and dark
    for taken in ("autofocus", "data-error-summary", "csrfmiddlewaretoken", 'type="submit"'):
        assert taken not in shown


def test_design_page_ids_are_unique_and_found(client, call) -> None:
    shown = _shown(client)
    ids = IDS.findall(shown)
    assert sorted(set(ids)) == sorted(ids)
    for value in POINTING.findall(shown):
        for name in value.split() if "/" not in value and ":" not in value else []:
            assert name.removeprefix("#") in ids, value


@pytest.mark.django_db
def test_design_page_without_a_call_still_opens(client) -> None:
    Call.objects.get().delete()
    assert 'class="ticket"' in _shown(client)


def test_design_page_keeps_no_theme_of_its_own(client, call) -> None:
    """Light or dark stays the reader's: only panes and swatches choose."""
    assert "data-theme" not in _shown(client).split("<main")[0]


def test_design_page_is_not_there_outside_the_demo(client, call, outside_the_demo) -> None:
    assert client.get(f"/en/{call.slug}/").status_code == 200
    assert client.get("/en/design/").status_code == 404


def test_design_address_is_a_calls_own_outside_the_demo(client, call, outside_the_demo) -> None:
    with pgtrigger.ignore("applications.Call:an_open_call_keeps_its_address_and_rules"):
        type(call).objects.filter(pk=call.pk).update(slug="design")
    assert call.title in unescape(client.get("/en/design/").content.decode())


def test_both_panes_get_ids_of_their_own() -> None:
    drawn = (
        '<section aria-labelledby="a"><h3 id="a">A</h3></section><label for="b c">B</label>'
        '<input id="b" aria-describedby="b elsewhere"><a href="#b"></a><use href="#sign"/>'
    )
    assert own_ids(drawn, "x-dark") == (
        '<section aria-labelledby="a-x-dark x-dark"><h3 id="a-x-dark">A</h3></section>'
        '<label for="b-x-dark c">B</label>'
        '<input id="b-x-dark" aria-describedby="b-x-dark elsewhere">'
        '<a href="#b-x-dark"></a><use href="#sign"/>'
    )
