"""Sessions that expire on the server and are encrypted in the database.

Set as SESSION_ENGINE. The public site has no sessions.
"""

import time
from copy import deepcopy
from functools import cache
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.models import Session, User
from core.sign_in import encryption
from core.sign_in.backend import of_roles

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970
NOTE_EVERY = 60  # seconds between two writes of SEEN


class SessionStore(db.SessionStore):
    """Django's store, but a session ends after a time idle and after a time in all.

    Both times are in the session's data. They start again with each new key, so with each sign-in.
    Of two requests at once neither undoes what the other stored, unless under the same name.
    """

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._stored: dict[str, Any] = {}  # as this request read it or last wrote it
        self.person: User | None = None  # whose it was when it was read, with what they may do

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """A row with what is stored, and whose it is."""
        row = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        return row

    def load(self) -> dict[str, Any]:
        """The session's data; empty once it has expired."""
        data = self._read()
        now = time.time()
        idle, age = now - data.get(SEEN, 0), now - data.get(BEGAN, 0)
        if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
            self._session_key = None
            return {}
        self._stored = deepcopy(data)
        if idle > NOTE_EVERY:
            data[SEEN] = now
            self.modified = True
        return data

    def _read(self) -> dict[str, Any]:
        """What is stored, and whose it is, in one statement."""
        valid = _with_person().filter(session_key=self.session_key, expire_date__gt=timezone.now())
        row = valid.first()
        if row is None:
            self._session_key = None
            return {}
        if row.person is not None:
            self.person, row.person.of_roles = row.person, row.of_roles
        return self.decode(row.session_data)

    def save(self, must_create: bool = False) -> None:
        if must_create:
            data = self._get_session(no_load=True)
            data[BEGAN] = data[SEEN] = time.time()
        with transaction.atomic():
            if not must_create and self.session_key:
                self._follow()
            super().save(must_create)
        self._stored = deepcopy(self._session)

    def _follow(self) -> None:
        """Take over what other requests stored since, under names that this one did not change."""
        own_row = self.model.objects.select_for_update().filter(session_key=self.session_key)
        if (row := own_row.first()) is None:  # signed out meanwhile
            return
        data, now = self._session, self.decode(row.session_data)
        for name in now.keys() | self._stored.keys():
            if data.get(name) == self._stored.get(name) and name in now:
                data[name] = now[name]
            elif data.get(name) == self._stored.get(name):
                data.pop(name, None)

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Encrypted: it may hold an authenticator secret until its first code is typed."""
        return encryption.encrypt(super().encode(session_dict))

    def decode(self, session_data: str) -> dict[str, Any]:
        """Empty if it cannot be decrypted, for example after a change of key."""
        try:
            return super().decode(encryption.decrypt(session_data))
        except InvalidToken:
            return {}


@cache
def _with_person() -> QuerySet[Session]:
    """Put together once, since nearly every page asks it; never evaluated."""
    sessions = Session.objects.select_related("person").order_by("pk")
    return sessions.annotate(of_roles=of_roles("person"))


def forget_ended() -> None:
    """Delete expired sessions. A job of the worker."""
    SessionStore.clear_expired()
