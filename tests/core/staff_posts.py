"""What each member of staff can send from the pages that open for them."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve

from core import languages
from core.permissions import Role
from tests.factories.staff import Cast
from tests.factories.staff_pages import ONLY_POST, OPENS
from tests.journeys.visitor import Form, Page

CODES = "|".join(re.escape(each.code.replace("-", "_")) for each in languages.ALL)
NUMBER_OR_LANGUAGE = re.compile(rf"\d+|(?<=_)(?:{CODES})$")


def of_role(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(next(person for person in cast if role in person.roles))
    return client


def posts_on(client: Client, path: str) -> Iterator[tuple[str, Form]]:
    """(address, form) of every form on a page that posts."""
    answer = client.get(path)
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        for form in Page(path, 200, answer.content.decode()).forms:
            if form.method == "post" and "logout" not in form.action:
                yield urljoin(path, form.action), form


def kinds_of_posts(
    client: Client, role: Role, addresses: dict[str, str]
) -> Iterator[tuple[str, list[tuple[str, Form]]]]:
    """(page, [(address, form)]) of what `role` may send: each form once, though rows repeat it."""
    seen = set()
    for name, path in addresses.items():
        if role not in OPENS[name] or name in ONLY_POST:
            continue
        new = []
        for action, form in posts_on(client, path):
            kind = (resolve(urlsplit(action).path).url_name, frozenset(form.names))
            if kind not in seen:
                seen.add(kind)
                new.append((action, form))
        if new:
            yield name, new


def one_of_each_kind(names: Iterable[str]) -> list[str]:
    """Without those that only a number or a language tells from another: they are handled alike."""
    kinds: dict[str, str] = {}
    for name in sorted(names):
        kinds.setdefault(NUMBER_OR_LANGUAGE.sub("#", name), name)
    return list(kinds.values())


def filled(form: Form) -> dict[str, list[str]]:
    """As somebody might send it: each empty box has words in it."""
    named = {name: form.fields.get(name, [""]) for name in form.names}
    chosen = {name: list(filter(None, values))[:1] for name, values in form.offers.items()}
    return {
        name: values if any(values) else chosen.get(name) or ["Because"]
        for name, values in named.items()
    }
