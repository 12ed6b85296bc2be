"""The WSGI entry point: `gunicorn config.wsgi`."""

import os
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

site = get_wsgi_application()

# These need the apps to be loaded.
from config.startup import load_everything, refuse_unsafe_database  # noqa: E402
from core.middleware import is_odd_body  # noqa: E402

refuse_unsafe_database()
load_everything()


class HeadersOnly:
    """The answer to HEAD: what GET would say of itself, without its body."""

    def __init__(self, answer: Iterable[bytes]) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        """End the request as Django does after any other answer."""
        if hasattr(self.answer, "close"):
            self.answer.close()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site; Django would send a body in answer to HEAD, which gunicorn complains of."""
    answer = _answer(environ, start_response)
    return HeadersOnly(answer) if environ["REQUEST_METHOD"] == "HEAD" else answer


def _answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """400 when the body cannot be parsed into a request at all."""
    if is_odd_body(environ):
        status = HTTPStatus.BAD_REQUEST
        start_response(f"{status.value} {status.phrase}", [("Content-Type", "text/plain")])
        return [status.phrase.encode()]
    return site(environ, start_response)
