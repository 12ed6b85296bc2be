"""R5: the database is gone for 30 s while people post: nothing is lost, nothing stored twice."""

import time
from dataclasses import dataclass

import pytest

from core import languages
from tests.factories.applications import ANSWERS
from tests.journeys.visitor import Form, Page, Visitor, reference_on
from tests.prove.own_site import CALL, OwnSite, own_site

GONE_FOR = 30  # seconds
WAITED_AT_MOST = 6  # seconds for the 503 page; connecting is given up after 3
TRANSLATED = {
    "en": "It is not your fault.",
    "es": "No es culpa suya.",
    "ar": "هذا ليس خطأك.",
}
STOPPED_AT = ("eligibility", "questions", "declaration")
STEPS = [*ANSWERS, "done"]
TYPED = "Escuchar primero.\r\n\r\n«أنا» 王小明 <b>&amp; \"'"


@dataclass
class Applicant:
    """Somebody on the `page` of a `step`; `slowest` is in seconds."""

    code: str
    step: str
    visitor: Visitor
    page: Page
    slowest: float = 0

    @property
    def email(self) -> str:
        return f"{self.code}-{self.step}@example.org"

    def values(self) -> dict[str, object]:
        """What they type on the page they are on."""
        given = {name: value for name, value in ANSWERS[self.step].items() if value}
        if self.step == "eligibility":
            given = {"lives_in_city": "yes"}  # this call asks no more
        if self.step == "contact":
            given["email"] = self.email
        if self.step == "questions":
            given["why-join"] = TYPED
        if self.step == "declaration":
            given = {"agrees": "on", "was_helped": "yes"}
        return {name.replace("-", "__"): value for name, value in given.items()}

    def form(self) -> Form:
        """The form of this step, or the held one."""
        return self.page.form(with_field=next(iter(self.values())).replace("__", "-"))

    def send(self) -> None:
        """Fill in this page and send it; or send again what a 503 page holds."""
        values = {} if self.page.status == 503 else self.values()
        started = time.monotonic()
        self.page = self.visitor.send(self.page, self.form(), **values)
        self.slowest = max(self.slowest, time.monotonic() - started)

    def go_on(self) -> None:
        """Send, and turn to the next step."""
        self.send()
        assert self.page.status == 200, self.page.text[:500]
        self.step = STEPS[STEPS.index(self.step) + 1]


def begin(site: OwnSite, code: str, until: str) -> Applicant:
    visitor = Visitor(f"http://127.0.0.1:{site.port}")
    page = visitor.open(f"/{code}/{CALL}/apply/eligibility/")
    person = Applicant(code, "eligibility", visitor, page)
    while person.step != until:
        person.go_on()
    return person


def check_held(person: Applicant, typed: dict[str, object]) -> None:
    """The 503 page is in their language and holds all that they typed."""
    page = person.page
    assert page.status == 503
    language = languages.BY_CODE[person.code]
    assert (page.attrs["lang"], page.attrs["dir"]) == (language.html_lang, language.direction)
    assert TRANSLATED[person.code] in page.text
    fields = person.form().fields
    for name, value in typed.items():
        wanted = value if isinstance(value, list) else [value]
        assert fields[name.replace("__", "-")] == wanted
    assert len(fields["first-tried"]) == 1


def press_send_for(people: list[Applicant], seconds: float) -> None:
    """Everybody sends, and sends again, while the database is gone."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for person in people:
            typed = person.values()
            person.send()
            check_held(person, typed)
        time.sleep(min(seconds / 4, max(0, until - time.monotonic())))


def finish(person: Applicant) -> None:
    """Send what the 503 page held, twice where that was all, and go on to the receipt."""
    page, was_sending = person.page, person.step == "declaration"
    person.go_on()
    if was_sending:  # Back, and Send again
        again = person.visitor.send(page, page.form(with_field="agrees"))
        assert reference_on(again) == reference_on(person.page)
    while person.step != "done":
        person.go_on()
    assert reference_on(person.page)


@pytest.mark.prove
@pytest.mark.alone
def test_database_gone_while_posting_loses_and_doubles_nothing() -> None:
    with own_site() as site:
        people = [begin(site, code, until) for code in TRANSLATED for until in STOPPED_AT]
        site.database.kill_at_once()
        press_send_for(people, GONE_FOR)
        site.database.restart()
        for person in people:
            finish(person)
        rows, all_of_them = site.database.rows, len(people)
        assert rows("SELECT count(*) FROM applications_application") == [(all_of_them,)]
        assert rows("SELECT count(*) FROM applications_revision") == [(all_of_them,)]
        assert rows("SELECT count(*) FROM applications_draft") == [(0,)]
        stored = rows("SELECT text FROM applications_answer WHERE text LIKE 'Escuchar%'")
        assert stored == [(TYPED.replace("\r", ""),)] * all_of_them
    assert max(person.slowest for person in people) < WAITED_AT_MOST
