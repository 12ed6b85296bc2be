"""Helpers for "My application": its links and codes, pages and mail."""

import re

from django.test import Client

from applications.form import codes
from applications.models import Application, Draft

PAGES = (
    "mine/status/",
    "mine/withdraw/",
    "apply/receipt/",
    "apply/check/",
    "apply/later/",
    "apply/contact/",
    "apply/about-you/",
)
NO_EMAIL = {"email": "", "phone": "617-555-0101"}


def link_in(body: str) -> str:
    """The secret part of the link in a message."""
    return re.search(r"/mine/CDG-[\w-]+/([\w.-]+)/", body)[1]


def find(client: Client, call, reference: str, code: str, **extra):
    given = {"reference": reference, "code": code}
    return client.post(f"/en/{call.slug}/mine/", given, **extra)


def not_found(client: Client, call, reference: str, code: str):
    """The page that a wrong pair leads to."""
    answer = find(client, call, reference, code)
    assert answer.url.startswith(f"/en/{call.slug}/mine/?judged")
    return client.get(answer.url)


def link_to(saved: Draft | Application) -> str:
    token = codes.link_token(saved.reference, saved.session_generation)
    return f"/en/{saved.call.slug}/mine/{saved.reference}/{token}/"


def leads_to(body: str, saved: Draft | Application, language: str = "en") -> bool:
    """Whether a message holds a link in this language that opens it now."""
    pattern = rf"/{language}/{saved.call.slug}/mine/{saved.reference}/([\w.-]+)/"
    links = [codes.read_link(token, saved.reference) for token in re.findall(pattern, body)]
    return [link.generation for link in links if link] == [saved.session_generation]


def code_of(saved: Draft | Application) -> str:
    return codes.private_code(saved.reference, saved.code_generation)


def words(answer) -> str:
    """The page as it reads, without what differs from page to page behind the scenes."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
