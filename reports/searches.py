"""Search texts in the session, so that names stay out of addresses and logs.

Browsers' histories and proxies' logs store addresses. So a search is posted, and the address of
its result has a token that means nothing outside this session.
"""

import secrets

from django.contrib.sessions.backends.base import SessionBase

KEY = "searches"
MOST_KEPT = 20  # enough for several tabs and for going back


def remember(session: SessionBase, text: str) -> str:
    """Store `text` in the session and return its token; "" for no text."""
    if not text:
        return ""
    texts = session.get(KEY, {})
    token = next((token for token, known in texts.items() if known == text), secrets.token_hex(8))
    texts.pop(token, None)
    session[KEY] = dict([*texts.items(), (token, text)][-MOST_KEPT:])
    return token


def recall(session: SessionBase, token: str) -> str | None:
    """The search text of a token; None when this session does not have it (any more)."""
    return session.get(KEY, {}).get(token) if token else ""
