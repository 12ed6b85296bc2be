"""Personal data reaches only the roles that may read it: every field has a unique word."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from core.models import AccessEvent
from core.permissions import Role
from tests.factories.calls import opened
from tests.factories.canaries import (
    ABOUT_YOU,
    PERSONAL,
    WORD,
    WRITTEN,
    fields_with_words,
    plant,
    word,
)
from tests.factories.staff import hire, hired
from tests.factories.staff_pages import LEAD_ON, ONLY_POST, OPENS

OWN_WORDS = {name for names in ABOUT_YOU.values() for name in names}
CONTACTS = {name for names in PERSONAL.values() for name in names}
ANSWERS = {name for names in WRITTEN.values() for name in names}
PAPER = {"differences", "correction-reason"}
TRANSLATIONS = {"translation", "sent-back"}
LISTED = {"listed-name", "listed-note"}  # people whom another reader knows
RECORDS = {"residency-reason", "contact-note", "late-reason", "duplicate-reason"}
# What each role may read, by product.md. `blanked` is what a reviewer's copy leaves out; the
# pages of a translator are each about one answer.
MAY_READ = {
    Role.CLERK: CONTACTS | ANSWERS | PAPER | {"blanked"},
    Role.TRANSLATOR: TRANSLATIONS | {"connection-story"},
    Role.REVIEWER: ANSWERS,
    Role.COORDINATOR: CONTACTS
    | ANSWERS
    | TRANSLATIONS
    | RECORDS
    | LISTED
    | {"blanked", *OWN_WORDS},
    Role.EQUITY_OFFICER: set(),
    Role.FINANCE: set(),
    Role.AUDITOR: set(),
    Role.ADMINISTRATOR: set(),
}
# No page of staff shows them.
KEPT_UNSEEN = {
    *("late-note", "withdrawal-note"),
    *("conflict-reason", "conflict-lifted"),
    "legal-name",  # of who accepted the stipend
}
EVERYTHING = set().union(*MAY_READ.values()) | KEPT_UNSEEN
MAY_FIND_BY_NAME = {Role.CLERK, Role.COORDINATOR}
# What the factory's applicants ticked, in the words of pages and in those of the database.
TICKED = ["Black or African American", "race-ethnicity", "age-band"]
EMPLOYMENT = "Works for the City"  # the words above what was said of it
BLANK_FORMS = {"paper-enter", "practice-enter"}  # with every choice there is, ticked by nobody
NOT_FOR_THE_LOG = {"practice-list", "practice-detail"}  # practice is nobody's
# What pages are sent that show something only then.
POSTED = {
    "about-you-open": {"reason": "They asked."},
    "counter-search": {"name": word("full_name"), "detail": f"{word('email')}@example.org"},
    "application-export": {
        **dict.fromkeys(["contact", "support", "answers", "about_you"], "on"),
        "kind": "csv",
        "reason": "They asked.",
    },
}
NOBODY = "Qzabsentword"
ASKING = [f"{key}={{0}}" for key in ("q", "text", "name", "reference", "o", "sort", "order")]


@pytest.fixture(scope="module")
def planted(rows_of_module, tmp_path_factory) -> tuple[dict[str, str], Path]:
    """The addresses of pages, on which every field has its word, and the folder of scans."""
    scans = tmp_path_factory.mktemp("scans")
    with override_settings(SCAN_DIR=scans):
        return plant(opened(), hire()), scans


@pytest.fixture
def pages_of(planted, db, settings):
    """(client, what it may open: name → address), for a role."""
    addresses, settings.SCAN_DIR = planted
    cast = hired()

    def of(role: Role) -> tuple[Client, dict[str, str]]:
        client = Client()
        client.force_login(next(person for person in cast if role in person.roles))
        return client, {
            name: path for name, path in addresses.items() if role in OPENS[page_in(name)]
        }

    return of


def page_in(name: str) -> str:
    """The page's name, without of what."""
    return name.partition(" ")[0]


def everything_in(answer: HttpResponse) -> str:
    """Headers, titles, file names, addresses and text of an answer."""
    body = b"".join(answer) if answer.streaming else answer.content
    headers = {name: value for name, value in answer.headers.items() if name != "Expires"}
    return f"{headers}{body.decode('utf-8', 'replace')}"


@pytest.mark.django_db
def test_every_field_with_somebodys_words_has_a_canary(pages_of) -> None:
    bare = [
        f"{model.__name__}.{name}"
        for model, name in fields_with_words()
        if not model._base_manager.filter(**{f"{name}__regex": WORD}).exists()
    ]
    assert bare == []
    assert len(list(fields_with_words())) > 25


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_what_somebody_told_reaches_only_its_roles_and_is_on_record(role, pages_of) -> None:
    client, pages = pages_of(role)
    seen: dict[str, str] = {}
    about_you, work, off_the_record = [], [], []
    for name, path in pages.items():
        before = AccessEvent.objects.count()
        page = page_in(name)
        is_posted = page in {*ONLY_POST, *POSTED}
        answer = client.post(path, POSTED.get(page)) if is_posted else client.get(path)
        text = everything_in(answer)
        shown = {field for field in EVERYTHING if word(field) in text}
        seen |= dict.fromkeys(shown, path)
        if shown and AccessEvent.objects.count() == before and page not in NOT_FOR_THE_LOG:
            off_the_record.append((name, shown))
        if page not in BLANK_FORMS and any(words in text for words in TICKED):
            about_you.append(path)
        if EMPLOYMENT in text:
            work.append(path)
    assert set(seen) <= MAY_READ[role], seen
    assert set(seen) == MAY_READ[role], "the walk does see what may be read"
    assert off_the_record == []
    if role is not Role.COORDINATOR:
        assert about_you == []
    assert bool(work) is (role is Role.COORDINATOR), work


@pytest.mark.django_db
@pytest.mark.parametrize(
    "questions",
    [
        pytest.param([f"?{'&'.join(ASKING)}"], id="all-at-once"),
        pytest.param([f"?{each}" for each in ASKING], id="each", marks=pytest.mark.prove),
    ],
)
@pytest.mark.parametrize("role", sorted(set(Role) - MAY_FIND_BY_NAME))
def test_nobody_is_found_by_name_where_names_are_not_shown(role, questions, pages_of) -> None:
    """Asking for somebody's name gets, but for the name itself, what asking for nobody's gets."""

    def page_without(path: str, asked: str) -> str:
        text = everything_in(client.get(path + question.format(asked)))
        text = re.sub(r'(csrfmiddlewaretoken" value|name="page" value|nonce)="[^"]*"', "", text)
        text = re.sub(r"\d+:\d\d:\d\d", "", text)  # the time of day on Health
        return text.replace(asked, "")

    client, pages = pages_of(role)
    for name, path in pages.items():
        for question in questions if page_in(name) not in ONLY_POST else ():
            assert page_without(path, word("full_name")) == page_without(path, NOBODY), (
                path + question
            )
        if page_in(name) in LEAD_ON:
            client.get("/staff/")  # it shows what these said, which stays the same


@pytest.mark.django_db
def test_export_leaves_out_what_was_not_asked_for(pages_of) -> None:
    client, pages = pages_of(Role.COORDINATOR)
    sent = client.post(pages["application-export"], {"kind": "csv"})
    text = everything_in(sent)
    assert len(list(csv.reader(io.StringIO(text)))) > 3
    assert [field for field in CONTACTS | ANSWERS if word(field) in text] == []
