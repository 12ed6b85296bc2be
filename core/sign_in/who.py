"""Who is signed in, found together with their session."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from core.models import User
from core.sign_in.backend import RolesBackend


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's own, without a second statement for what the session's row says already."""

    def process_request(self, request: HttpRequest) -> None:
        """Find out who it is once a page asks."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person_of(request) or get_user(request))


def _person_of(request: HttpRequest) -> User | None:
    """Whoever came with the session, if all that Django asks of them holds.

    None in every other case: then Django decides what becomes of the session.
    """
    session = request.session
    signed_in = session.get(auth.SESSION_KEY)  # reads the session
    person = session.person
    if person is None or signed_in != str(person.pk):
        return None
    if session.get(auth.BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    known = session.get(auth.HASH_SESSION_KEY, "")
    is_theirs = constant_time_compare(known, person.get_session_auth_hash())
    return person if is_theirs and RolesBackend().user_can_authenticate(person) else None
