"""While the database is down, every page that needs it says so and keeps what was typed."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from core import resubmit

log = logging.getLogger(__name__)

# Connection refused or lost, server starting up, too many connections, timeouts. A row that breaks
# a constraint is none of these: that stays an error of ours, a 500.
DATABASE_DOWN = (OperationalError, InterfaceError)

WAIT = 30  # seconds: after a crash PostgreSQL is back within a few


class DatabaseDownMiddleware:
    """Answers with a 503 when a view could not reach the database.

    Django itself closes the broken connection at the end of the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The 503 page; None for any other error."""
        return unavailable(request, error) if isinstance(error, DATABASE_DOWN) else None


def unavailable(request: HttpRequest, error: Exception, **extra_fields: str) -> HttpResponse:
    """The 503 page, with a form that posts the same fields again, and `extra_fields` with them."""
    log.error("The database is gone", exc_info=error)
    template = "staff_errors/503.html" if resubmit.is_of_staff(request) else "503.html"
    return resubmit.page(request, template, status=503, wait=WAIT, extra_fields=extra_fields)
