"""Middleware: malformed requests, the reader's language, security headers."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.http import parse_header_parameters

Handler = Callable[[HttpRequest], HttpResponse]

STAFF_PREFIX = "/staff/"

# No inline script or style anywhere, and no other host.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
# Public pages have their icon inline: one request less for a slow phone.
PUBLIC_POLICY = CONTENT_SECURITY_POLICY.replace("img-src 'self'", "img-src 'self' data:")
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeaders:
    """Sets the headers that Django 5.2 has no setting for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_staff = request.path.startswith(STAFF_PREFIX)
        policy = CONTENT_SECURITY_POLICY if is_staff else PUBLIC_POLICY
        # A view may set a stricter one: uploads are shown in a sandbox.
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


class ReaderLanguage(LocaleMiddleware):
    """The language of the address or the browser; staff pages are always in English."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language."""
        if not request.path.startswith(STAFF_PREFIX):
            super().process_request(request)
            return
        translation.activate("en")
        request.LANGUAGE_CODE = "en"

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """An unknown staff address is a 404, never redirected to a language's prefix."""
        if not request.path.startswith(STAFF_PREFIX):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", "en")
        return response


class WellFormed:
    """Rejects requests that none of our pages makes, before any view sees them.

    PostgreSQL stores no NUL: an address with one does not exist, and a cookie with one is not
    ours. In typed text NUL is removed like other invisible characters (core.text).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        if is_odd_body(request.META) or any("\0" in value for value in request.COOKIES.values()):
            raise BadRequest
        if request.method == "POST" and not _can_be_read(request):
            raise BadRequest
        return self.get_response(request)


def _can_be_read(request: HttpRequest) -> bool:
    """Whether the body can be parsed: once it failed, the error page cannot try again."""
    try:
        return request.POST is not None
    except MultiPartParserError:
        return False


def is_odd_body(environ: Mapping[str, Any]) -> bool:
    """Whether the Content-Type names a charset other than UTF-8, or cannot be read.

    Some of these make Django fail before any middleware, so config.wsgi asks this, too.
    """
    try:
        _kind, parameters = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except ValueError:
        return True
    return parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8")
