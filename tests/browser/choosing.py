"""Two coordinators and applicants at their browsers, from a saved panel to a seat in the group."""

from playwright.sync_api import Locator, Page, expect

from applications.form import codes
from applications.models import Application
from selection.models import Release
from tests.browser.inspection import inspect as inspect_public
from tests.browser.paper_desk import inspect
from tests.browser.walk import Look


class Coordinator:
    """Drafts, reads, releases, and looks after the group; each page that is opened is inspected."""

    def __init__(self, page: Page, call, look: Look = inspect) -> None:
        self.page, self.call, self.look = page, call, look
        self.base = page.url.partition("/staff/")[0]

    def open(self, path: str) -> Page:
        """A staff page, with the call of this story."""
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{self.base}/staff/{path}{mark}call={self.call.slug}")
        self.look(self.page)
        return self.page

    def press(self, name: str) -> None:
        """A button, up to the page that follows it."""
        self._follow(self.page.get_by_role("button", name=name))
        self.look(self.page)

    def _follow(self, place: Locator) -> None:
        """Press it, and wait for another page than the one that is marked here."""
        self.page.evaluate("document.documentElement.dataset.before = ''")
        place.click()
        expect(self.page.locator("html[data-before]")).to_have_count(0)
        self.page.wait_for_load_state()

    def draft(self, panel: str, *, reserves: int, reply_by: str) -> None:
        self.open("decisions/").get_by_role("link", name=f"from {panel}").click()
        self.page.locator("[name=reserves]").fill(str(reserves))
        self.page.locator("[name=reply_by]").fill(reply_by)
        self.press("Make the draft")

    def decide(self, application: Application, outcome: str, reason: str) -> None:
        """Another outcome by hand, from the row about them; Enter sends the form."""
        self.page.locator(f"#{application} a[href*='/of/']").click()
        self.page.locator(f"[value={outcome}]").check()
        self.page.locator("[name=reason]").fill(reason)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def read_letters(self) -> list[str]:
        """Each text in turn, as the page leads; their titles.

        Whoever reads a translation reads the English below it, which then may not come by itself.
        """
        titles = []
        self._follow(self.page.locator(".seen-wait a").first)
        while True:
            titles.append(self.page.locator("h1").inner_text())
            self.look(self.page)
            self.press("I have read this text")
            if self.page.get_by_text("You have read every text.").count():
                return titles

    def type_counts(self, **counts: int) -> None:
        for outcome, count in counts.items():
            self.page.locator(f"[name={outcome}]").fill(str(count))
        self.press("Release these decisions")

    def let_letters_go(self) -> None:
        """From the page that says that nobody has heard yet."""
        self.page.get_by_role("link", name="Let the letters go").click()
        self.look(self.page)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Let ").click()


class Applicant:
    """Opens their own page with the code from the receipt, on a phone."""

    def __init__(
        self,
        page: Page,
        base: str,
        application: Application,
        language: str,
        look: Look = inspect_public,
    ) -> None:
        self.page, self.look = page, look
        self.address = f"{base}/{language}/{application.call.slug}"
        page.goto(f"{self.address}/mine/")
        code = codes.private_code(application.reference, application.code_generation)
        page.locator("#id_reference").fill(application.reference)
        page.locator("#id_code").fill(code)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{self.address}/mine/status/")
        look(page)

    def go_to(self, end: str) -> None:
        self.page.locator(f"main a[href$='{end}']").first.click()
        self.look(self.page)

    def send(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form button:not([name])").first.click()
        self.look(self.page)

    def accept(self, legal_name: str, pay_by: str) -> None:
        self.go_to("/offer/")
        self.go_to("/offer/accept/")
        self.page.locator("[name=legal_name]").fill(legal_name)
        self.page.locator(f"[value={pay_by}]").check()
        self.send()

    def decline(self) -> None:
        self.go_to("/offer/")
        self.go_to("/offer/decline/")
        self.send()


def number_of(call) -> int:
    """The newest release."""
    return Release.objects.filter(call=call).order_by("-pk").values_list("pk", flat=True)[0]
