"""The log names pages, but never the secret of a link that still works."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.log_format import RedactingFormatter
from tests.core.unreachable_database import database_down

SECRET = "Zq-SECRET_xj="
LINKS = {
    "invitation-accept": {"invitation": 5},
    "password-set": {"account": "NQ"},
    "lock-out-open": {"account": "NQ"},
    "applications:application-open": {"slug": "some-call", "reference": "CDG-7K4M-Q2XD"},
}


def links() -> list[str]:
    return [reverse(name, kwargs={**given, "token": SECRET}) for name, given in LINKS.items()]


class Breaks:
    """An error of ours, before any view."""

    def __init__(self, get_response) -> None:
        pass

    def __call__(self, request: HttpRequest) -> None:
        raise ValueError(request.path)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own handler writes."""
    [handler] = [
        each
        for each in logging.getLogger().handlers
        if isinstance(each.formatter, RedactingFormatter)
    ]
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def _with_token(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _with_token(each.url_patterns)
        elif "token>" in str(each.pattern):
            yield each.name


def test_every_address_with_a_secret_is_tried_here() -> None:
    names = {name.rpartition(":")[2] for name in LINKS}
    assert set(_with_token(get_resolver().url_patterns)) == names


@pytest.mark.django_db(transaction=True)
def test_log_keeps_no_secret_of_a_link_in_an_outage(log) -> None:
    with database_down():
        for path in links():
            assert Client().get(path).status_code == 503
    assert log.getvalue().count("Service Unavailable: /") == len(LINKS)
    assert SECRET not in log.getvalue()


@pytest.mark.django_db
def test_log_keeps_no_secret_of_a_link_that_is_not_found_or_refused(cast, log) -> None:
    staff, stranger = Client(), Client(enforce_csrf_checks=True)
    staff.force_login(cast.clerk)
    for path in links():
        for wrong in (path, f"{path}x/", path.replace("/5/", "/5//").upper()):
            assert staff.get(wrong).status_code == 404, wrong
        assert stranger.post(path).status_code == 403
    assert log.getvalue().count("Not Found: /") == 3 * len(LINKS)
    assert log.getvalue().count("Forbidden (") == len(LINKS)
    assert "zq-secret" not in log.getvalue().lower()


def test_log_keeps_no_secret_of_a_link_that_breaks(settings, log) -> None:
    settings.MIDDLEWARE = [f"{__name__}.Breaks"]
    for path in links():
        assert Client(raise_request_exception=False).get(path).status_code == 500
    assert log.getvalue().count("Internal Server Error: /") == len(LINKS)
    assert "/staff/invitation/5/…" in log.getvalue()
    assert SECRET not in log.getvalue()
