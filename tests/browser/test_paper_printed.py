"""The paper form as a printer gets it: Letter sheets with all questions, nothing cut or torn."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from core import languages
from core.languages import Language
from tests.browser.printed import GUTTER, LETTER, Sheet, sheets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_SHEETS = {"en": 8}  # the others may take two more
IN_EACH_RUN = ("ar",)
EVERY_LANGUAGE = [
    pytest.param(each, id=each.code, marks=[] if each.code in IN_EACH_RUN else pytest.mark.prove)
    for each in languages.ALL
]
# (boxes to tick, lines to write on) of each question.
ASKED = """() => [...document.querySelectorAll('.q')].map(
    q => [q.querySelectorAll('.box').length, q.querySelectorAll('.lines i').length])"""
# The smallest letters on the sheets, in CSS pixels, but for the head that stands on each.
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.sheet-body *')]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(
        n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
OF_THE_SITE = ".bar, .foot, .notices, .skip, .back, .languages, button"
WORDS_OF_THE_SITE = ".crisis a, .to-top a, .skip, [data-print]"


@pytest.fixture
def paper(live_server, call, new_context) -> Callable[..., Page]:
    """Opens the paper form in a language."""

    def open_in(language: Language, asked: str = "") -> Page:
        page = new_context().new_page()
        page.goto(f"{live_server.url}/{language.code}/{call.slug}/paper/{asked}")
        return page

    return open_in


def printed(page: Page, language: Language) -> list[Sheet]:
    pdf = page.pdf(prefer_css_page_size=True)
    return sheets(pdf, rtl=language.direction == "rtl")


def faults(page: Page, on_paper: list[Sheet]) -> Iterator[str]:
    """What is wrong with the printed form."""
    questions = [number for sheet in on_paper for number in sheet.numbers]
    asked = page.evaluate(ASKED)
    if [each.value for each in questions] != list(range(1, len(asked) + 1)):
        yield f"numbers {[each.value for each in questions]}"
    for each, (boxes, lines) in zip(questions, asked, strict=False):
        is_last = each is questions[-1]  # the lines to sign on follow it
        if len(each.boxes) != boxes or (len(each.lines) != lines and not is_last):
            yield f"question {each.value} is torn"
    for number, sheet in enumerate(on_paper, start=1):
        if sheet.size != LETTER:
            yield f"sheet {number} measures {sheet.size}"
        if out := sheet.cut_off():
            yield f"sheet {number} cuts {out[0]}"
        if number not in (1, len(on_paper)) and (alone := sheet.left_alone()):
            yield f"sheet {number} ends with a heading: {alone[0]}"
        if set(sheet.foot.split("/")) != {str(number), str(len(on_paper))}:
            yield f"sheet {number} says {sheet.foot!r} at its foot"
        for each in sheet.numbers:
            # In Arabic they begin on the right, as the text does.
            if each.boxes and abs(min(map(sheet.from_start, each.boxes)) - GUTTER) > 3:
                yield f"boxes of question {each.value} do not begin where its text does"


def words_in(text: str) -> str:
    """Without spaces, which are not in a PDF as they were."""
    return "".join(text.split())


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_paper_prints_whole_and_nothing_else(paper, language) -> None:
    page = paper(language)
    site = page.locator(f":is({OF_THE_SITE}):visible")
    assert site.count() > 0
    on_paper = printed(page, language)
    assert list(faults(page, on_paper)) == []
    assert len(on_paper) <= MOST_SHEETS.get(language.code, 10)

    page.emulate_media(media="print")
    assert site.count() == 0
    head = words_in(page.locator(".running-head span").first.inner_text())
    assert "CityofBoston" in head or language.code != "en"
    if language.direction == "ltr":  # joined letters do not read back in their order
        assert [sheet for sheet in on_paper if head not in sheet.text] == []
        text = "".join(sheet.text for sheet in on_paper)
        assert words_in(page.locator("h1").inner_text()) in text
        others = [words_in(each) for each in page.locator(WORDS_OF_THE_SITE).all_text_contents()]
        assert [each for each in others if each in text] == []


@pytest.mark.prove
@pytest.mark.parametrize(("asked", "points"), [("", 14), ("?size=18", 18)])
def test_paper_is_large_enough_to_read(paper, asked, points) -> None:
    page = paper(languages.ENGLISH, asked)
    page.emulate_media(media="print")
    assert round(page.evaluate(SMALLEST) * 72 / 96, 1) == points


@pytest.mark.prove
@pytest.mark.parametrize(
    ("selector", "spoil", "fault"),
    [
        (".part-support .q-number", "e.remove()", "numbers"),
        (".part-connection li:nth-child(3)", "e.style.breakBefore = 'page'", "10 is torn"),
        (".part > h2", "e.style.marginLeft = '-30pt'", "cuts"),
        (".part-about-you .q", "e.style.breakBefore = 'page'", "ends with a heading"),
        (".part-home .boxes", "e.dir = 'rtl'", "4 do not begin"),
    ],
    ids=["number", "torn", "cut", "heading", "side"],
)
def test_paper_printed_badly_is_noticed(paper, selector, spoil, fault) -> None:
    page = paper(languages.ENGLISH)
    page.locator(selector).first.evaluate(f"e => {{ {spoil} }}")
    assert fault in " / ".join(faults(page, printed(page, languages.ENGLISH)))
