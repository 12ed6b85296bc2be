"""While the database is gone, every page that needs it says so and keeps what was typed."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from core import resubmit

log = logging.getLogger(__name__)

# Refused, ended in the middle, starting up, too many connections, out of time. A row that breaks
# a rule is none of these: that stays an error of ours, a 500.
DATABASE_DOWN = (OperationalError, InterfaceError)

WAIT = 30  # seconds: PostgreSQL is back from a crash in a few


class DatabaseDownMiddleware:
    """Answers for every view that could not reach the database.

    Django itself drops the broken connection at the request's end, and tries one before its reuse.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The 503 page; None for any other error, which goes its usual way."""
        return unavailable(request, error) if isinstance(error, DATABASE_DOWN) else None


def unavailable(request: HttpRequest, error: Exception, **stamps: str) -> HttpResponse:
    """503 that holds what was posted, and `stamps` with it: fields by name."""
    log.error("The database is gone", exc_info=error)
    return resubmit.answer(request, "503.html", status=503, wait=WAIT, stamps=stamps)
