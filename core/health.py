"""Whether this process lives and can serve: two addresses for a proxy or an init system.

/health/live answers without the database: restart what does not answer. /health/ready answers only
while the database does: send nobody where it does not. Neither tells anything else.
"""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)

LIVE, READY = "/health/live", "/health/ready"


class HealthMiddleware:
    """Answers both before any check of host or https: who asks is on the machine itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVE:
            return _answer("alive")
        if request.path_info == READY:
            return _answer("ready") if _is_ready() else _answer("no database", status=503)
        return self.get_response(request)


def _is_ready() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("The database is gone", exc_info=error)
        return False
    return True


def _answer(words: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{words}\n", content_type="text/plain", status=status, headers=headers)
