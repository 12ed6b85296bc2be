"""A coordinator brings in a form tool's file, with the keyboard and without JavaScript."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from applications.enums import ApplicationStatus
from applications.imports.job import AT_WORK, work_on
from applications.models import Application, ImportBatch, WaitingRow
from tests.browser.pages import PHONE, look, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]


LAST_MONTH = 12


def received() -> datetime:
    """The day of all rows: one on which the call is open."""
    return timezone.localtime() - timedelta(days=2)


def can_be_read_in_two_ways() -> bool:
    """Whether the day could be a month."""
    return received().day <= LAST_MONTH


def export(*more: Sequence[str]) -> dict[str, object]:
    """What a form tool writes, a title above the headings; a time that cannot be read."""
    when = f"{received():%m/%d/%Y} 10:00"
    rows = [
        ["Design Group – Form responses"],
        ["Timestamp", "Your name", "Email", "ZIP", "Which neighborhood do you live in?"],
        [when, "Wideline Jean-Baptiste", "wideline@example.org", "2126", "Mattapan"],
        [when, "محمد علي", "m@example.org", "02121", "Dot"],
        ["soon", "Nobody", "n@example.org", "", "Roxbury"],
        *more,
    ]
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(rows)
    raw = written.getvalue().encode("utf-8-sig")
    return {"name": "Form responses 1.csv", "mimeType": "text/csv", "buffer": raw}


def upload(page: Page, file: dict[str, object]) -> None:
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Read the file").click()


def work_is_done() -> None:
    """What the worker's process does."""
    work_on(ImportBatch.objects.get(status__in=AT_WORK))


class Coordinator:
    """Brings in a file on a phone, with scripts or without, and looks at each page."""

    def __init__(self, page: Page, *, has_scripts: bool) -> None:
        self.page, self.has_scripts = page, has_scripts

    def see(self, words: str) -> None:
        """The page says so, and is as every page must be."""
        expect(self.page.locator("main")).to_contain_text(words)
        if self.has_scripts:  # axe needs them
            look(self.page)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).press("Enter")

    def match(self) -> None:
        """The columns as they are guessed, and the order of days where it is asked."""
        expect(self.page.get_by_label("Column B fills")).to_have_value("contact-full_name")
        self.see("Say what each column fills.")
        month_first = self.page.get_by_label("month first")
        if can_be_read_in_two_ways():
            self.press("Look at the rows")
            self.see("the deadline depends on it")
            month_first.check()
        else:
            expect(month_first).to_be_checked()
        self.press("Look at the rows")

    def bring_in(self) -> None:
        """What a value means, which of two rows alike, and that the unreadable one stays out."""
        self.see("Cannot be read 1")
        self.page.get_by_label("Dot means").select_option(label="Dorchester")
        self.press("Judge the rows again")
        self.see("Ready 1")
        self.page.get_by_role("link", name="Row 4", exact=True).click()
        self.see("Dorchester")  # what “Dot” became
        self.page.get_by_role("link", name="Form responses 1.csv").click()
        self.press("Bring them in")
        self.see("Say that these rows are to be left out")
        self.see("Alike in this file")
        self.page.get_by_label("Which of rows 3, 6 comes in").select_option("Only row 3")
        self.page.get_by_label("Leave out the rows").check()
        self.page.get_by_label("Send each of them a receipt").check()
        self.press("Bring them in")
        self.see("2 people are written to as soon as this is in")
        self.page.get_by_label("Yes, write to them now").check()
        self.page.get_by_role("button", name="Bring them in").dblclick()
        self.see("Being brought in")

    def choose_again(self) -> None:
        """Only what was left out is read; drop it."""
        self.see("2 rows of this file are in already")
        self.page.get_by_role("link", name="Drop this file").click()
        self.see("Its 2 rows")
        self.page.get_by_role("link", name="Keep it").click()
        self.see("2 rows of this file are in already")
        self.page.get_by_role("link", name="Drop this file").click()
        self.press("Drop this file")
        self.page.get_by_role("link", name="Form responses 1.csv").last.click()

    def take_back(self) -> None:
        """Not without a reason; who is told is said before."""
        self.see("2 get an email")
        self.page.get_by_text("What the email says").click()
        self.see("We have withdrawn your application")
        self.press("Undo this import")
        self.see("Write why it is taken back.")
        self.see("Say that those who got a receipt are to be written to.")
        self.page.get_by_label("Why is it taken back?").fill("It was last year’s.")
        self.page.get_by_label("Write to those who got a receipt").check()
        self.press("Undo this import")
        self.see("Being undone")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_import_from_the_file_to_the_applications_and_back(
    live_server, new_context, call, cast, has_scripts: bool
) -> None:
    page = new_context(java_script_enabled=has_scripts, viewport=PHONE).new_page()
    hand = Coordinator(page, has_scripts=has_scripts)
    sign_in(page, live_server.url, "coordinator")
    page.goto(f"{live_server.url}/staff/applications/")
    page.get_by_role("link", name="Bring applications in").click()
    hand.see("No file was brought in")
    upload(page, {**export(), "buffer": b"%PDF-1.7"})
    hand.see("This is a PDF.")
    again = ("Wideline J.", "wideline@example.org", "2126", "Mattapan")
    file = export([f"{received():%m/%d/%Y} 12:00", *again])
    upload(page, file)
    hand.match()
    hand.bring_in()
    work_is_done()
    page.get_by_role("link", name="Look again").click()
    hand.see("Take it back")
    hand.see("n@example.org")  # who was left out, to be called
    assert Application.objects.count() == 2 and WaitingRow.objects.count() == 2
    page.get_by_role("link", name="Bring applications in").click()
    upload(page, file)
    hand.choose_again()
    hand.take_back()
    work_is_done()
    page.get_by_role("link", name="Look again").click()
    hand.see("all of them are withdrawn")
    assert {each.status for each in Application.objects.all()} == {ApplicationStatus.WITHDRAWN}


def test_import_page_that_is_stale_changes_nothing(live_server, new_context, call, cast) -> None:
    pages = []
    for name in ("coordinator", "second_coordinator"):
        page = new_context().new_page()
        sign_in(page, live_server.url, name)
        pages.append(page)
    one, other = pages
    one.goto(f"{live_server.url}/staff/imports/")
    upload(one, export())
    other.goto(one.url)
    for page in pages:
        if page.get_by_label("month first").count():
            page.get_by_label("month first").check()
    one.get_by_role("button", name="Look at the rows").click()
    expect(one.locator("main")).to_contain_text("Bring them in")
    other.get_by_role("button", name="Look at the rows").click()
    expect(other.locator("main")).to_contain_text("Somebody else changed this")
    other.get_by_role("link", name="Drop this file").click()
    other.get_by_role("button", name="Drop this file").click()
    one.get_by_label("Leave out the rows").check()
    one.get_by_role("button", name="Bring in 1 application").click()
    expect(one.locator("main")).to_contain_text("It was dropped")
    assert not WaitingRow.objects.exists() and not Application.objects.exists()
