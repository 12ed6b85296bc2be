"""Somebody with a browser that knows neither JavaScript nor style sheets: real HTTP, real forms."""

import re
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any

Fields = dict[str, list[str]]


def in_one_line(html: str) -> str:
    """A page without the white space of its template's layout."""
    html = re.sub(r"\s+", " ", html)
    return re.sub(r" ?(<[^>]*?) ?(>) ?", r"\1\2", html)


class Form:
    """A form as it stands on a page, with what is filled in already."""

    def __init__(self, attrs: dict[str, str | None]) -> None:
        self.method = (attrs.get("method") or "get").lower()
        self.action = attrs.get("action") or ""
        self.fields: Fields = {}
        self.names: set[str] = set()
        self.offers: Fields = {}  # what lists, choices and hidden fields may be sent with
        self.buttons: list[tuple[str, str]] = []
        self.areas: set[str] = set()  # boxes for words of any length


class _PageParser(HTMLParser):
    """Collects forms and visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self.html_attrs: dict[str, str | None] = {}
        self._form: Form | None = None
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.html_attrs = given
        if tag == "form":
            self._form = Form(given)
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str | None]) -> None:
        name = given.get("name")
        if tag == "option" and self._select and "selected" in given:
            form.fields[self._select] = [given.get("value") or ""]
        if tag == "option" and self._select:
            form.offers.setdefault(self._select, []).append(given.get("value") or "")
        if not name:
            return
        form.names.add(name)
        kind = given.get("type")
        if kind in ("radio", "hidden"):
            form.offers.setdefault(name, []).append(given.get("value") or "")
        if tag == "textarea":
            self._area = name
            form.areas.add(name)
            form.fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "button" or kind == "submit":
            form.buttons.append((name, given.get("value") or ""))
        elif kind in ("radio", "checkbox"):
            if "checked" in given:
                form.fields.setdefault(name, []).append(given.get("value") or "on")
        elif tag == "input":
            form.fields.setdefault(name, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area and self._form:
            self._form.fields[self._area][0] += data
        elif data.strip():
            self.text.append(" ".join(data.split()))


class Page:
    """An answer of the site."""

    def __init__(self, url: str, status: int, html: str) -> None:
        self.url, self.status, self.html = url, status, html
        parser = _PageParser()
        parser.feed(html)
        self.forms, self.attrs = parser.forms, parser.html_attrs
        self.text = " ".join(parser.text)

    def form(self, *, action: str = "", with_field: str = "") -> Form:
        """The one form whose action holds `action` and that has the field."""
        fitting = [
            form
            for form in self.forms
            if action in form.action and (not with_field or with_field in form.names)
        ]
        assert fitting, f"no such form on {self.url}: {self.text[:800]}"
        return fitting[0]


class Visitor:
    """One browser, with its own cookies."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.ProxyHandler({}),
        )

    def open(self, path: str) -> Page:
        """GET a page, following redirects."""
        return self._fetch(urllib.request.Request(urllib.parse.urljoin(self.base_url, path)))

    def send(self, page: Page, form: Form, **values: Any) -> Page:
        """Fill in `values` (only fields that are there) and send; "__" in a name stands for "-"."""
        fields = dict(form.fields)
        for name, value in values.items():
            name = name.replace("__", "-")
            assert name in form.names, f"{name} is not on {page.url}: {sorted(form.names)}"
            fields[name] = [str(each) for each in (value if isinstance(value, list) else [value])]
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        url = urllib.parse.urljoin(page.url, form.action)
        request = urllib.request.Request(url, data=body, headers={"Referer": page.url})
        return self._fetch(request)

    def _fetch(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request) as answer:
                return Page(answer.url, answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Page(error.url, error.code, error.read().decode())


def page_of(answer) -> Page:
    return Page(answer.request["PATH_INFO"], answer.status_code, answer.content.decode())


def reference_on(page: Page) -> str:
    found = re.search(r"CDG-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text)
    assert found, page.text
    return found[0]
