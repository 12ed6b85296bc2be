"""A coordinator sends a call's words to a translator and brings them back, as a newcomer would."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from applications.models import Call, WordingCheck
from tests.browser.pages import PHONE, look, sign_in
from tests.factories.words import OF_WORDS, row_of

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

NEW = "Grupo de diseño, traducido \U0001f331"


def choose(page: Page, file: Path | dict[str, object]) -> None:
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Look at the Spanish words").press("Enter")


def save_as_checked_by(page: Page, office: str) -> None:
    page.get_by_label("Checked by").fill(office)
    page.get_by_role("button", name="Save 1 text").click()


def translate(path: Path, call: Call) -> None:
    """A new title, and a time needed that is far too long for its cell."""
    book = load_workbook(path)
    book.active.cell(row_of(book, f"call-{call.pk}/title"), OF_WORDS).value = f" {NEW} "
    book.active.cell(row_of(book, f"call-{call.pk}/city"), OF_WORDS).value = "x" * 200
    book.save(path)


@pytest.mark.parametrize("has_scripts", [True, False])
def test_words_go_out_and_come_back(
    live_server, new_context, call, cast, tmp_path, has_scripts: bool
) -> None:
    page = new_context(java_script_enabled=has_scripts, viewport=PHONE).new_page()

    def see(words: str) -> None:
        expect(page.locator("main")).to_contain_text(words)
        if has_scripts:  # axe needs them
            look(page)

    sign_in(page, live_server.url, "coordinator")
    page.goto(f"{live_server.url}/staff/calls/{call.slug}/")
    page.get_by_role("link", name="Send to a translator").click()
    see("Send to a translator")
    with page.expect_download() as loaded:
        page.get_by_role("link", name="Download all").click()
    path = tmp_path / loaded.value.suggested_filename
    assert path.name.startswith(f"words-{call.slug}-es-")
    loaded.value.save_as(path)
    choose(page, {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    expect(page.locator("body")).to_contain_text("This is no Excel workbook")
    see("Bring back")
    translate(path, call)
    choose(page, path)
    see("Too long by")
    save_as_checked_by(page, str(cast.translator))
    see("This names a person")
    save_as_checked_by(page, "Language Access")
    see("Say that these texts are to be left out")
    expect(page.get_by_label("Checked by")).to_have_value("Language Access")
    page.get_by_label("Leave out the texts").check()
    page.get_by_role("button", name="Save 1 text").dblclick()
    if has_scripts:  # which hold back the second press; without, its answer may be the one shown
        expect(page.locator("body")).to_contain_text("1 text in Spanish saved.")
    see("Bring back")
    call.refresh_from_db()
    assert call.title_es == NEW
    assert {check.office for check in WordingCheck.objects.all()} == {"Language Access"}
    page.go_back()
    expect(page.locator("body")).to_contain_text("Words for translators")
