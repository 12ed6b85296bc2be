"""People who apply over HTTP and behave as people do: they reload, click twice, go back."""

import http.client
import random
import re
import threading
import time
import urllib.parse
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import NamedTuple, TypeVar

T = TypeVar("T")

TIMEOUT = 8  # seconds until somebody stops waiting for a page
PATIENCE = 30  # seconds until somebody gives up
REFERENCE = re.compile(r"CDG-[0-9A-Z]{4}-[0-9A-Z]{4}")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
LANGUAGES = ("en", "es", "ar")

Fields = dict[str, str | list[str]]


class Lost(Exception):
    """No answer came, half of one, or one that says the site is in trouble."""


class Astray(Exception):
    """The site answered something that it never should."""


class Answer(NamedTuple):
    """What came back; `location` is where it sends us."""

    status: int
    location: str
    text: str


class Browser:
    """Cookies, an address, and a new connection for each request."""

    def __init__(self, port: int, *, address: str = "127.0.0.1") -> None:
        self._port, self._address = port, address
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page. Raises Lost."""
        return self._ask("GET", path)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form; a redirect is not followed. Raises Lost."""
        return self._ask("POST", path, urllib.parse.urlencode(fields, doseq=True))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=TIMEOUT, source_address=(self._address, 0)
        )
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Lost(type(error).__name__) from error
        finally:
            connection.close()
        if response.status >= 500:
            raise Lost(str(response.status))
        for line in response.headers.get_all("Set-Cookie", []):
            for name, cookie in SimpleCookie(line).items():
                self._cookies[name] = cookie.coded_value
        return Answer(response.status, response.headers.get("Location", ""), text)


def email_of(number: int) -> str:
    """What tells one person from all others."""
    return f"person-{number}@example.org"


def address_of(number: int) -> str:
    """Where this person's requests come from: each address may only send so much."""
    return f"127.10.{number // 256}.{number % 256}"


def answers_of(number: int) -> dict[str, list[str]]:
    """What this person answers to the call's questions, by key."""
    return {
        "connection": ["lived-experience", "family-or-caregiver"],
        "why-join": [f"Person {number} wants to be heard: «¿qué necesita usted?» 王小明"],
        "what-should-change": [f"Somebody who listens should come to person {number}."],
        "can-attend": ["yes"],
    }


def about_you_of(number: int) -> dict[str, list[str]]:
    """The same for the about-you questions."""
    bands = ["18-34", "35-54", "55-64", "65-plus"]
    return {
        "age-band": [bands[number % len(bands)]],
        "race-ethnicity": ["black", "hispanic-latino"],
        "disability": ["prefer-not-to-say"],
    }


def form_of(number: int, language: str) -> dict[str, Fields]:
    """All that this person types, by step."""
    answers = answers_of(number)
    return {
        "eligibility": {"lives_in_city": "yes"},
        "contact": {"full_name": f"Person {number}", "email": email_of(number)},
        "home": {"neighborhood": "east-boston", "zip_code": "02128"},
        "support": {"reads": language, "speaks": "es", "needs_interpreter": "on"},
        "connection": {"connection": answers.pop("connection")},
        "questions": answers,
        "about-you": about_you_of(number),
    }


class Person:
    """One applicant. `saw` is told each reference that a receipt shows, `failed` each Lost."""

    def __init__(
        self,
        number: int,
        *,
        port: int,
        call: str,
        seed: int,
        saw: Callable[[int, str], None],
        failed: Callable[[str], None],
        pause: tuple[float, float] = (0.1, 0.6),
    ) -> None:
        self.number = number
        self.dice = random.Random(f"{seed} {number}")
        self.language = self.dice.choice(LANGUAGES)
        self._browser = Browser(port, address=address_of(number))
        self._below = f"/{self.language}/{call}/apply"
        self._saw, self._failed, self._pause = saw, failed, pause
        self._token = ""
        self._gives_up = 0.0

    def apply(self) -> None:
        """The whole way, from the first page to the receipt, with a habit or two."""
        self.fill_in()
        habit = self.dice.random()
        if habit < 0.25:
            self._click_twice()
        elif habit < 0.5 and not self._send_once():
            return  # never reloads: leaves without knowing
        self.send()
        if self.dice.random() < 0.2:  # Back, and Send again
            self.send()
        if self.dice.random() < 0.2:
            self._insist(self._reload_receipt)

    def fill_in(self) -> None:
        """Every step, as far as the check page."""
        self._gives_up = time.monotonic() + PATIENCE
        self._token = self._insist(self._open_form)
        form = form_of(self.number, self.language)
        following = [*list(form)[1:], "check"]
        for (step, fields), after in zip(form.items(), following, strict=True):
            self._insist(
                lambda step=step, fields=fields, after=after: self._save(step, fields, after)
            )
        self._insist(self._read_check_page)

    def send(self) -> None:
        """Press Send, again and again, until a receipt is there."""
        self._gives_up = time.monotonic() + PATIENCE
        self._insist(self._press_send)

    def _insist(self, act: Callable[[], T]) -> T:
        """Reload until it works. Raises Astray when it never does."""
        while True:
            try:
                return act()
            except Lost as error:
                self._failed(str(error))
                if time.monotonic() > self._gives_up:
                    raise Astray(f"person {self.number} gave up: {error}") from error
                time.sleep(self.dice.uniform(*self._pause))

    def _open_form(self) -> str:
        page = self._browser.get(f"{self._below}/eligibility/")
        token = TOKEN.search(page.text)
        if page.status != 200 or token is None:
            raise self._astray("the first page", page)
        return token[1]

    def _save(self, step: str, fields: Fields, following: str) -> None:
        answer = self._post(step, fields)
        if answer.location != f"{self._below}/{following}/":
            raise self._astray(f"saving {step}", answer)

    def _read_check_page(self) -> None:
        page = self._browser.get(f"{self._below}/check/")
        if email_of(self.number) not in page.text or f"Person {self.number} " not in page.text:
            raise self._astray("the check page", page)

    def _press_send(self) -> None:
        answer = self._post("check", {"agrees": "on"})
        if answer.location != f"{self._below}/receipt/":
            raise self._astray("sending", answer)
        self._reload_receipt()

    def _send_once(self) -> bool:
        try:
            self._press_send()
        except Lost as error:
            self._failed(str(error))
            return False
        return True

    def _click_twice(self) -> None:
        """Send twice at the same moment; what goes wrong is left to the next press."""
        wrong: list[Astray] = []

        def click() -> None:
            try:
                self._press_send()
            except Lost as error:
                self._failed(str(error))
            except Astray as error:
                wrong.append(error)

        clicks = [threading.Thread(target=click, daemon=True) for _ in range(2)]
        for thread in clicks:
            thread.start()
        for thread in clicks:
            thread.join()
        if wrong:
            raise wrong[0]

    def _reload_receipt(self) -> None:
        page = self._browser.get(f"{self._below}/receipt/")
        reference = REFERENCE.search(page.text)
        if page.status != 200 or reference is None:
            raise self._astray("the receipt", page)
        self._saw(self.number, reference[0])

    def _post(self, step: str, fields: Fields) -> Answer:
        path = f"{self._below}/{step}/"
        return self._browser.post(path, {"csrfmiddlewaretoken": self._token, **fields})

    def _astray(self, doing: str, answer: Answer) -> Astray:
        where = answer.location or re.sub(r"\s+", " ", answer.text)[:500]
        return Astray(f"person {self.number}, {doing}: {answer.status} {where}")
