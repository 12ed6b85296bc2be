"""Sessions that expire on the server and are encrypted in the database.

Set as SESSION_ENGINE. The public site has no sessions.
"""

import time
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.sessions.backends import db

from core.sign_in import encryption

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970
NOTE_EVERY = 60  # seconds between two writes of SEEN


class SessionStore(db.SessionStore):
    """Django's store, but a session ends after a time idle and after a time in all.

    Both times are in the session's data. They start again with each new key, so with each sign-in.
    """

    def load(self) -> dict[str, Any]:
        """The session's data; empty once it has expired."""
        data = super().load()
        now = time.time()
        idle, age = now - data.get(SEEN, 0), now - data.get(BEGAN, 0)
        if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
            self._session_key = None
            return {}
        if idle > NOTE_EVERY:
            data[SEEN] = now
            self.modified = True
        return data

    def save(self, must_create: bool = False) -> None:
        if must_create:
            data = self._get_session(no_load=True)
            data[BEGAN] = data[SEEN] = time.time()
        super().save(must_create)

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Encrypted: it may hold an authenticator secret until its first code is typed."""
        return encryption.encrypt(super().encode(session_dict))

    def decode(self, session_data: str) -> dict[str, Any]:
        """Empty if it cannot be decrypted, for example after a change of key."""
        try:
            return super().decode(encryption.decrypt(session_data))
        except InvalidToken:
            return {}


def forget_ended() -> None:
    """Delete expired sessions. A job of the worker."""
    SessionStore.clear_expired()
