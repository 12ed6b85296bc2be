"""A reference leads to the page about that application, for everybody who may open it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from core.permissions import Role
from tests.factories.applications import apply
from tests.factories.duplicates import marked, similar_pair
from tests.factories.staff import signed_in
from tests.factories.staff_pages import LEAD_ON, NOT_PAGES, ONLY_POST, OPENS

REFERENCE = re.compile(r"\bCDG-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
SHOWN_BY_POST = {"contact-open": {}, "about-you-open": {"reason": "They asked."}}
NO_PLACE_FOR_A_LINK = {
    "title",
    "button",
    "label",
    "legend",
    "option",
    "textarea",
    "script",
    "style",
}
A_LETTER = "letter"  # its words stand as they go to whoever gets it, without links
READ_OUT = "hush"  # see static/css: not on the screen, read out
WITHOUT_END = {"input", "br", "meta", "link", "img", "use", "hr", "col", "rect", "circle", "path"}


class Bare(HTMLParser):
    """Finds references outside of a link to a page about the same application.

    On the board a reference opens the answers beside the others, as a part of its address. Inside
    of a link, words that only a screen reader reads out say which row the link is of.
    """

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[tuple[str, str, str]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in WITHOUT_END:
            given = dict(attrs)
            self.inside.append((tag, given.get("href") or "", given.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        while tag not in WITHOUT_END and self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _href, _classes in self.inside}
        classes = {each for _tag, _href, named in self.inside for each in named.split()}
        says_which = "a" in tags and READ_OUT in classes
        for reference in REFERENCE.findall(data):
            leads_there = any(reference in href for _tag, href, _classes in self.inside)
            has_place = not (says_which or A_LETTER in classes or tags & NO_PLACE_FOR_A_LINK)
            if has_place and not leads_there:
                self.found.append((reference, data.strip()[:60]))


def bare(html: str, own: str = "") -> list[tuple[str, str]]:
    """The bare references of a page; `own` is the one whose page it is: its heading says it."""
    parser = Bare()
    parser.feed(html)
    return [(reference, words) for reference, words in parser.found if words != own]


def pages_of_coordinator(client, addresses) -> Iterator[tuple[str, str]]:
    for name, path in addresses.items():
        if Role.COORDINATOR not in OPENS[name] or name in LEAD_ON:
            continue
        if name in SHOWN_BY_POST:
            yield name, client.post(path, SHOWN_BY_POST[name]).content.decode()
        elif name not in ONLY_POST | NOT_PAGES:
            yield name, client.get(path).content.decode()


@pytest.mark.django_db
def test_coordinator_finds_no_bare_reference_on_any_page(
    call, cast, ids, addresses, coordinator
) -> None:
    one, other = similar_pair(call)
    marked(cast.coordinator, one, other)
    similar_pair(call, "Ana Alba", "Ana Alba")
    found = {
        name: bare(html, own=ids["reference"] if name == "application-detail" else "")
        for name, html in pages_of_coordinator(coordinator, addresses)
    }
    assert {name: html for name, html in found.items() if html} == {}
    assert len(found) > 30


@pytest.mark.django_db
def test_messages_link_what_they_name(call, coordinator) -> None:
    application = apply(call)
    path = f"/staff/applications/{application.reference}/withdraw/"
    given = {"asker": "applicant", "way": "phone"}
    coordinator.post(path, given)
    page = coordinator.get("/staff/applications/").content.decode()
    assert f"{application.reference}</a> is withdrawn." in page
    assert bare(page) == []


@pytest.mark.django_db
def test_reference_is_plain_for_who_may_not_open_it(ids, cast) -> None:
    html = signed_in(cast.finance).get("/staff/payments/").content.decode()
    assert REFERENCE.search(html)
    assert "/staff/applications/" not in html
