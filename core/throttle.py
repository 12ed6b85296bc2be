"""Loose limits on how often something may be tried, counted in the database for all workers."""

import hashlib
import hmac
import logging

from django.conf import settings
from django.db import Error, connection, transaction

log = logging.getLogger("core.throttle")

# The database's own clock and one statement: two workers at once never count the same try. The
# count stops just above the limit, so that no flood makes it overflow.
_COUNT = """
    INSERT INTO core_throttlecount AS held (key_digest, count, ends_at)
    VALUES (%(digest)s, 1, clock_timestamp() + make_interval(secs => %(seconds)s))
    ON CONFLICT (key_digest) DO UPDATE SET
        count = CASE WHEN held.ends_at <= clock_timestamp() THEN 1
                     ELSE LEAST(held.count, %(limit)s) + 1 END,
        ends_at = CASE WHEN held.ends_at <= clock_timestamp() THEN excluded.ends_at
                       ELSE held.ends_at END
    RETURNING count, ceil(extract(epoch FROM ends_at - clock_timestamp()))::int
"""
_GIVE_BACK = """
    WITH last_one AS (DELETE FROM core_throttlecount WHERE key_digest = %(digest)s AND count = 1)
    UPDATE core_throttlecount SET count = count - 1 WHERE key_digest = %(digest)s AND count > 1
"""
_PURGE = "DELETE FROM core_throttlecount WHERE ends_at <= clock_timestamp()"


def allow(*, key: str, limit: int, seconds: int) -> bool:
    """Count one try of `key`; whether it is among the first `limit` of its `seconds`."""
    return not seconds_to_wait(key=key, limit=limit, seconds=seconds)


def seconds_to_wait(*, key: str, limit: int, seconds: int) -> int:
    """The same; 0 for a try that is allowed, else how long it is until the next one is.

    The window starts with its first try. `key` names the purpose too ("code CDG-…", "send
    192.0.2.1"); only a digest of it is stored. When the database cannot answer, the answer is
    0: a limit of ours must never be what keeps somebody out. Call it outside transactions,
    which would hold up everybody with the same key.
    """
    given = {"digest": _digest(key, seconds), "limit": limit, "seconds": seconds}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_COUNT, given)
            count, left = cursor.fetchone()
    except Error:
        log.exception("A try could not be counted, and was let through")
        return 0
    return 0 if count <= limit else max(left, 1)


def give_back(*, key: str, seconds: int) -> None:
    """Take one counted try of `key` away again, because it turned out to be no guess."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"digest": _digest(key, seconds)})


def purge() -> int:
    """Forget every window that is over; returns how many. The worker's job."""
    with connection.cursor() as cursor:
        cursor.execute(_PURGE)
        return cursor.rowcount


def _digest(key: str, seconds: int) -> str:
    """HMAC-SHA256 under SECRET_KEY: without that, not even an IP address can be guessed back."""
    secret = b"core.throttle:" + settings.SECRET_KEY.encode()
    words = f"{seconds}:{key}".encode(errors="surrogatepass")
    return hmac.new(secret, words, hashlib.sha256).hexdigest()
