"""What pages of later apps need that an applicant opens from "check my application"."""

from django.http import HttpRequest, HttpResponse

from applications.form.views import draft_cookie, ended
from applications.form.views.public import published_call
from applications.form.views.unvalidated import BACK, OTHER_LANGUAGE
from applications.models import Application, Call

__all__ = ["BACK", "OTHER_LANGUAGE", "ask_for_code", "own_application", "published_call"]


def own_application(request: HttpRequest, call: Call) -> Application | None:
    """The application that this browser has opened; None if it has none, or no longer."""
    return draft_cookie.application_of(draft_cookie.read(request, call))


def ask_for_code(
    request: HttpRequest, call: Call, *, typed: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """The page for a browser without one; what was `typed` (label, words) stands there to copy."""
    return ended.respond(request, call, typed=typed) if typed else ended.ask_for_code(request, call)
