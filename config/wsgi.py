"""The WSGI entry point: `gunicorn config.wsgi`."""

import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

site = get_wsgi_application()

# These need the apps to be loaded.
from config.startup import refuse_unsafe_database  # noqa: E402
from core.middleware import is_odd_body  # noqa: E402

refuse_unsafe_database()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site; answers 400 when the body cannot be parsed into a request at all."""
    if is_odd_body(environ):
        status = HTTPStatus.BAD_REQUEST
        start_response(f"{status.value} {status.phrase}", [("Content-Type", "text/plain")])
        return [status.phrase.encode()]
    return site(environ, start_response)
