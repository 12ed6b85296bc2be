"""What somebody searched for, kept in their session: names stay out of addresses and logs.

An address is kept in the browser's history, in proxies' logs and in whatever it is pasted into.
So a search is posted, and the address of its result holds a token that means nothing elsewhere.
"""

import secrets

from django.contrib.sessions.backends.base import SessionBase

KEY = "searches"
KEPT = 20  # several tabs, and some way back


def remember(session: SessionBase, text: str) -> str:
    """The token under which `text` is found again in this session; "" for no text."""
    if not text:
        return ""
    held = session.get(KEY, {})
    token = next((token for token, kept in held.items() if kept == text), secrets.token_hex(8))
    held.pop(token, None)
    session[KEY] = dict([*held.items(), (token, text)][-KEPT:])
    return token


def recall(session: SessionBase, token: str) -> str | None:
    """What was searched for; None once the session is another or the search is long ago."""
    return session.get(KEY, {}).get(token) if token else ""
