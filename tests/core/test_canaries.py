"""What somebody told us reaches only the roles that it is for: a word of its own in every field."""

import csv
import io
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from core.permissions import Role
from tests.factories.staff_pages import ONLY_POST, OPENS, addresses_of, what_is_there

PERSONAL = {
    "contact": ["full_name", "chosen_name", "email", "phone", "post_address", "trusted_contact"],
    "home": ["street", "unit", "zip_code", "place_description"],
    "support": ["accommodation", "speaks_other"],
}
WRITTEN = {
    "connection": ["connection-story"],
    "questions": ["why-join", "what-should-change", "working-with-others"],
}
CONTACTS = {name for names in PERSONAL.values() for name in names}
ANSWERS = {name for names in WRITTEN.values() for name in names}
# What each role may read, by product.md; the coordinator opens contacts and about-you answers.
MAY_READ = {
    Role.CLERK: CONTACTS | ANSWERS,
    Role.TRANSLATOR: ANSWERS,
    Role.REVIEWER: ANSWERS,
    Role.COORDINATOR: CONTACTS | ANSWERS,
    Role.FINANCE: set(),
    Role.AUDITOR: set(),
    Role.ADMINISTRATOR: set(),
}
MAY_FIND_BY_NAME = {Role.CLERK, Role.COORDINATOR}
# What the factory's applicants ticked, in the words of pages and in those of the database.
ABOUT_YOU = ["Black or African American", "race-ethnicity", "age-band"]
BLANK_FORMS = {"paper-enter", "practice-enter"}  # with every choice there is, ticked by nobody
NOBODY = "Qzabsentword"
ASKING = [f"?{key}={{}}" for key in ("q", "text", "name", "reference", "o", "sort", "order")]


def word(field: str) -> str:
    """One that stands nowhere else."""
    return f"Zq{field.replace('-', '').replace('_', '')}xj"


@pytest.fixture
def pages_of(call, cast, settings, tmp_path):
    """(client, what it may open: name → address), for a role; every field has its word."""
    settings.SCAN_DIR = tmp_path / "scans"
    steps = {**PERSONAL, **WRITTEN}
    told = {step: {name: word(name) for name in names} for step, names in steps.items()}
    told["contact"]["email"] += "@example.org"
    addresses = addresses_of(what_is_there(call, cast, **told))

    def of(role: Role) -> tuple[Client, dict[str, str]]:
        client = Client()
        client.force_login(next(person for person in cast if role in person.roles))
        return client, {name: path for name, path in addresses.items() if role in OPENS[name]}

    return of


def everything_in(answer: HttpResponse) -> str:
    """Headers, titles, file names, addresses and text of an answer."""
    body = b"".join(answer) if answer.streaming else answer.content
    headers = {name: value for name, value in answer.headers.items() if name != "Expires"}
    return f"{headers}{body.decode('utf-8', 'replace')}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_nothing_personal_reaches_a_role_that_never_sees_it(role, pages_of) -> None:
    client, pages = pages_of(role)
    seen: dict[str, str] = {}
    about_you = []
    for name, path in pages.items():
        text = everything_in(client.post(path) if name in ONLY_POST else client.get(path))
        seen |= {field: path for field in CONTACTS | ANSWERS if word(field) in text}
        if name not in BLANK_FORMS and any(words in text for words in ABOUT_YOU):
            about_you.append(path)
    assert set(seen) <= MAY_READ[role], seen
    assert set(seen) or not MAY_READ[role], "the walk does see what may be read"
    if role is not Role.COORDINATOR:
        assert about_you == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(set(Role) - MAY_FIND_BY_NAME))
def test_nobody_is_found_by_name_where_names_are_not_shown(role, pages_of) -> None:
    """Asking for somebody's name gets, but for the name itself, what asking for nobody's gets."""

    def told(path: str, asked: str) -> str:
        text = everything_in(client.get(path + question.format(asked)))
        text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text)
        return text.replace(asked, "")

    client, pages = pages_of(role)
    for name, path in pages.items():
        for question in ASKING if name not in ONLY_POST else ():
            assert told(path, word("full_name")) == told(path, NOBODY), path + question


@pytest.mark.django_db
def test_export_leaves_out_what_was_not_asked_for(pages_of) -> None:
    client, pages = pages_of(Role.COORDINATOR)
    sent = client.post(pages["application-export"], {"kind": "csv"})
    text = everything_in(sent)
    assert len(list(csv.reader(io.StringIO(text)))) > 3
    assert [field for field in CONTACTS | ANSWERS if word(field) in text] == []
