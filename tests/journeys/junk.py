"""Junk requests: what no browser sends, over every address that there is, as WSGI takes them.

They go to the application itself and not through Django's test client: some of them fail before
there is a request.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlencode, urljoin, urlsplit

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from config.wsgi import application
from tests.journeys.junk_values import CHARSETS, KINDS, NAMES, VALUES
from tests.journeys.visitor import Form, Page

Environ = dict[str, Any]

TOKEN = "k" * 32
EMPTY_BOX = "1"  # the value of fields that are empty and offer no choices
BOUNDARY = "bound"


@dataclass(frozen=True)
class Target:
    """An address to send junk to, with the fields of its form, if there is one, as one client."""

    path: str
    cookie: str
    fields: tuple[tuple[str, str], ...] = ()


def targets(client: Client, addresses: Iterable[str]) -> Iterator[Target]:
    """Each address for whoever `client` is, and each form on the pages that are there."""
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    for address in addresses:
        path = urlsplit(address).path
        yield Target(path, cookie)
        answer = client.get(address)
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            yield from _of_forms(path, cookie, answer)


def _of_forms(path: str, cookie: str, answer: HttpResponse) -> Iterator[Target]:
    for form in Page(path, answer.status_code, answer.content.decode()).forms:
        yield Target(urlsplit(urljoin(path, form.action)).path, cookie, tuple(_filled(form)))


def _filled(form: Form) -> Iterator[tuple[str, str]]:
    """Every field with what it holds, or with the first that may be sent."""
    for name in sorted(form.names):
        filled = [each for each in form.fields.get(name, []) if each]
        offered = [each for each in form.offers.get(name, []) if each]
        for value in filled or offered[:1] or [EMPTY_BOX]:
            yield name, value


def junk(targets: list[Target], seed: int) -> Iterator[Environ]:
    """Endless requests; the same ones for the same targets and seed."""
    random = Random(seed)
    makers = (_in_address, _in_query, _in_fields, _in_fields, _in_parts, _in_kind, _in_cookie)
    while True:
        yield random.choice(makers)(random, random.choice(targets))


def _in_address(random: Random, target: Target) -> Environ:
    parts = target.path.encode().split(b"/")
    for _ in range(random.randint(1, 2)):
        parts[random.randrange(1, len(parts))] = random.choice(VALUES)
    return environ(target, path=b"/".join(parts), method=random.choice(["GET", "POST", "HEAD"]))


def _in_query(random: Random, target: Target) -> Environ:
    names = [random.choice([*NAMES, *(name for name, _ in target.fields)]) for _ in range(2)]
    query = "&".join(f"{quote(name)}={quote(random.choice(VALUES))}" for name in names)
    return environ(target, query=query, method=random.choice(["GET", "GET", "POST", "PUT"]))


def _in_fields(random: Random, target: Target) -> Environ:
    return environ(target, method="POST", body=urlencode(_spoilt(random, target)).encode())


def _in_parts(random: Random, target: Target) -> Environ:
    body = b""
    for name, value in _spoilt(random, target):
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        is_ours = name == "csrfmiddlewaretoken"
        if not is_ours and random.random() < 0.2:
            body += b'; filename="' + random.choice(VALUES).replace(b"\r\n", b"") + b'"'
        if not is_ours and random.random() < 0.2:
            kind = f"{random.choice(KINDS)}; charset={random.choice(CHARSETS)}"
            body += f"\r\nContent-Type: {kind}".encode()
        body += b"\r\n\r\n" + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"
    body += f"--{BOUNDARY}--\r\n".encode() if random.random() < 0.9 else b""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return environ(target, method="POST", body=body, kind=kind)


def _in_kind(random: Random, target: Target) -> Environ:
    kind = random.choice(KINDS)
    if random.random() < 0.7:
        kind = f"{kind}; charset={random.choice(CHARSETS)}"
    if kind.startswith("multipart") and random.random() < 0.5:
        kind += f"; boundary={BOUNDARY}"
    body = random.choice([random.choice(VALUES), urlencode(_spoilt(random, target)).encode()])
    return environ(target, method=random.choice(["POST", "GET", "PATCH"]), body=body, kind=kind)


def _in_cookie(random: Random, target: Target) -> Environ:
    names = [part.partition("=")[0] for part in target.cookie.split("; ")]
    value = random.choice(VALUES)[:4000].decode("latin-1").replace("\r\n", "")
    octal = "".join(f"\\{ord(letter):03o}" for letter in value[:40])
    cookie = random.choice([f"{random.choice(names)}={value}", f'{names[-1]}="{octal}"', value])
    return environ(Target(target.path, f"{target.cookie}; {cookie}", target.fields))


def nul_in_boxes(target: Target) -> Environ:
    """The form as its page holds it, with a NUL in all that is to be typed."""
    fields = [(name, "a\0b" if value == EMPTY_BOX else value) for name, value in target.fields]
    rest = [each for each in fields if each[0] != "csrfmiddlewaretoken"]
    body = urlencode([*rest, ("csrfmiddlewaretoken", TOKEN)]).encode()
    return environ(target, method="POST", body=body)


def _spoilt(random: Random, target: Target) -> list[tuple[str, Any]]:
    """The form's fields, one or two of them with junk, now and then one more."""
    fields: list[tuple[str, Any]] = [*target.fields] or [(random.choice(NAMES), "1")]
    for _ in range(random.randint(1, 2)):
        at = random.randrange(len(fields))
        fields[at] = (fields[at][0], random.choice(VALUES))
    if random.random() < 0.1:
        fields.append((random.choice(NAMES), random.choice(VALUES)))
    return [
        *(each for each in fields if each[0] != "csrfmiddlewaretoken"),
        ("csrfmiddlewaretoken", TOKEN),
    ]


def environ(
    target: Target,
    *,
    method: str = "GET",
    path: bytes | None = None,
    query: str = "",
    body: bytes = b"",
    kind: str = "application/x-www-form-urlencoded",
) -> Environ:
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": (path or target.path.encode()).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": f"{target.cookie}; csrftoken={TOKEN}",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


@contextmanager
def held_connection() -> Iterator[None]:
    """The test's own transaction stays open from one request to the next, as with test clients."""
    with patch.object(connection, "close_if_unusable_or_obsolete"):
        yield


def status_of(request: Environ) -> int:
    """What the site answers; nothing that it wrote stays."""
    statuses: list[str] = []
    with transaction.atomic():
        answer = application(request, lambda status, headers: statuses.append(status))
        try:
            for _part in answer:
                pass
        finally:
            getattr(answer, "close", lambda: None)()
        transaction.set_rollback(True)
    return int(statuses[0].split()[0])


def in_words(request: Environ) -> str:
    """A request that went wrong, so that it can be made again."""
    request["wsgi.input"].seek(0)
    names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE")
    words = " ".join(repr(request[name][:300]) for name in names)
    return f"{words} {request['wsgi.input'].read()[:1000]!r}"
