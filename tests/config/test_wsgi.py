"""What the server gets of an answer."""

from collections.abc import Iterable
from wsgiref.util import setup_testing_defaults

import pytest

from config.wsgi import application
from tests.journeys.junk import held_connection


def answered(method: str, path: str) -> tuple[str, str, Iterable[bytes]]:
    """Status, length and the answer itself."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    told: list[tuple[str, str]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        told.append((status, dict(headers).get("Content-Length", "")))

    answer = application(environ, start)
    return *told[0], answer


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/staff/login/", "/en/no-such-page/"])
def test_head_is_answered_like_get_without_a_body(call, path: str) -> None:
    with held_connection():
        status, length, answer = answered("GET", path)
        assert length == str(len(b"".join(answer)))
        headed, its_length, head = answered("HEAD", path)
        assert (headed, its_length, b"".join(head)) == (status, length, b"")
        head.close()
    assert head.answer.closed, "it ends as any other request does"
