"""Every public page on a phone, as the server answers it: also those that no walk comes by."""

import pytest

from core import languages
from core.languages import Language
from tests.browser.inspection import inspect, inspect_words, watch
from tests.browser.pages import PHONE, show
from tests.journeys.public_pages import walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEWEST_PAGES = 50
WITH_AXE = {"en", "ar", "zh-hant"}  # it takes a minute for each


@pytest.mark.prove
@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.code)
def test_every_page_is_sound(live_server, call, new_context, language: Language) -> None:
    page = new_context(viewport=PHONE, locale=language.html_lang).new_page()
    complaints = watch(page)
    look = inspect if language.code in WITH_AXE else inspect_words
    seen = 0
    for name, answer in walk(call, language):
        show(page, f"{live_server.url}/{language.code}/{call.slug}/?{seen}", answer)
        try:
            look(page)
        except AssertionError as fault:
            raise AssertionError(f"{name}: {fault}") from fault
        seen += 1
    assert seen >= FEWEST_PAGES
    assert complaints == []


def test_unsound_page_is_noticed(live_server, call, new_context) -> None:
    page = new_context(viewport=PHONE).new_page()
    _, home = next(walk(call, languages.ENGLISH))
    home.content = home.content.replace(b"</main>", b"<input type=radio name=x></main>")
    show(page, f"{live_server.url}/en/", home)
    with pytest.raises(AssertionError, match="label"):
        inspect(page)
