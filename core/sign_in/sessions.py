"""Sessions that end by themselves, whatever a cookie says, and that nobody reads in the database.

Named by SESSION_ENGINE. The public site has no sessions.
"""

import time
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.sessions.backends import db

from core.sign_in import encryption

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970
NOTE_EVERY = 60  # seconds: a page more often than that writes nothing


class SessionStore(db.SessionStore):
    """Django's own, which forgets a session that rested too long or lasted too long.

    Its times are inside, encrypted and signed. They start afresh with each new key, that is,
    with each sign-in.
    """

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing once it is over."""
        held = super().load()
        now = time.time()
        rested, lasted = now - held.get(SEEN, 0), now - held.get(BEGAN, 0)
        if rested > settings.SESSION_IDLE_SECONDS or lasted > settings.SESSION_COOKIE_AGE:
            self._session_key = None
            return {}
        if rested > NOTE_EVERY:
            held[SEEN] = now
            self.modified = True
        return held

    def save(self, must_create: bool = False) -> None:
        if must_create:
            fresh = self._get_session(no_load=True)
            fresh[BEGAN] = fresh[SEEN] = time.time()
        super().save(must_create)

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Encrypted: an authenticator secret waits here until its first code is typed."""
        return encryption.encrypt(super().encode(session_dict))

    def decode(self, session_data: str) -> dict[str, Any]:
        """Empty when it cannot be read, such as after a change of key."""
        try:
            return super().decode(encryption.decrypt(session_data))
        except InvalidToken:
            return {}


def forget_ended() -> None:
    """Delete the rows of sessions that are over. The worker's job."""
    SessionStore.clear_expired()
