"""A coordinator hands answers to translators outside and brings their English back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from applications.models import Translation
from tests.browser.pages import PHONE, look, sign_in
from tests.factories.translations import STORY, apply_in_spanish
from tests.factories.words import HEADINGS_IN, OF_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

VENDOR, ENGLISH = "Lingua Ltd.", "My brother has schizophrenia. \U0001f331"


def translate(path: Path) -> None:
    """The first answer, put into English."""
    book = load_workbook(path)
    rows = book.active.iter_rows(min_row=HEADINGS_IN + 1)
    place = next(row[0].row for row in rows if row[1].value == STORY)
    book.active.cell(place, OF_WORDS).value = ENGLISH
    book.save(path)


def choose(page: Page) -> None:
    """The answers in Spanish, for the vendor."""
    page.get_by_label("Language").select_option("es")
    page.get_by_label("Who gets them").fill(VENDOR)
    page.get_by_label("Who gets them").press("Enter")


def send_and_choose(page: Page, folder: Path) -> None:
    """Download the file, and choose it again with one answer in English."""
    with page.expect_download() as loaded:
        page.get_by_role("link", name="Download").click()
    loaded.value.save_as(path := folder / loaded.value.suggested_filename)
    page.get_by_role("button", name="Look at the English").click()
    expect(page.locator("body")).to_contain_text("Choose a file first")
    translate(path)
    page.set_input_files("input[type=file]", path)


def delete_there_and_not_after_all(page: Page, see: Callable[[str], None]) -> None:
    """Note that the vendor deleted the file, and take that back, each with what is asked."""
    page.get_by_role("button", name="Note that it is deleted").click()
    see("Tick this once they told you")
    page.get_by_label("They told us").check()
    page.get_by_role("button", name="Note that it is deleted").click()
    see("said that the file is deleted")
    page.get_by_text("It is not deleted after all").click()
    page.get_by_role("button", name="Take the note back").click()
    see("Say what was wrong with the note")
    page.get_by_label("What was wrong").fill("Another file.")
    page.get_by_label("What was wrong").press("Enter")
    see("Another file.")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_answers_go_out_and_their_english_comes_back(
    live_server, new_context, call, cast, tmp_path, has_scripts: bool
) -> None:
    apply_in_spanish(call)
    page: Page = new_context(java_script_enabled=has_scripts, viewport=PHONE).new_page()

    def see(words: str) -> None:
        expect(page.locator("main")).to_contain_text(words)
        if has_scripts:  # axe needs them
            look(page)

    sign_in(page, live_server.url, "coordinator")
    page.goto(f"{live_server.url}/staff/translations/")
    page.get_by_role("link", name="Answers for translators outside").press("Enter")
    see("No answers were handed out")
    page.get_by_role("button", name="See what would go").click()
    see("Say who gets these answers")
    choose(page)
    see("nothing is listed yet")
    see(STORY)
    page.get_by_label("Leave out: answer 2").check()
    page.get_by_role("button", name="List these answers").click()
    see("2 answers in Spanish")
    send_and_choose(page, tmp_path)
    page.get_by_role("button", name="Look at the English").click()
    see(ENGLISH)
    page.get_by_role("button", name="Hand in 1 answer").dblclick()
    see("1 came back")
    if has_scripts:  # which hold back the second press; without, its answer may be the one shown
        expect(page.locator("body")).to_contain_text("1 answer handed in")
    assert Translation.objects.get().text == ENGLISH
    delete_there_and_not_after_all(page, see)
    page.goto(f"{live_server.url}/staff/translations/all/?what=check")
    see("Translations to check")
    page.goto(f"{live_server.url}/staff/translations/files/")
    see("1 of 2")
