"""Limits on how often something may be tried, counted in the database for all workers."""

import hashlib
import hmac
import logging

from django.conf import settings
from django.db import Error, connection, transaction

log = logging.getLogger("core.throttle")

# One statement with the database's own clock, so that two workers count correctly. The count stops
# just above the limit, so that it never overflows.
_COUNT = """
    INSERT INTO core_throttlecount AS existing (key_digest, count, ends_at)
    VALUES (%(digest)s, 1, clock_timestamp() + make_interval(secs => %(seconds)s))
    ON CONFLICT (key_digest) DO UPDATE SET
        count = CASE WHEN existing.ends_at <= clock_timestamp() THEN 1
                     ELSE LEAST(existing.count, %(limit)s) + 1 END,
        ends_at = CASE WHEN existing.ends_at <= clock_timestamp() THEN excluded.ends_at
                       ELSE existing.ends_at END
    RETURNING count
"""
_GIVE_BACK = """
    WITH last_one AS (DELETE FROM core_throttlecount WHERE key_digest = %(digest)s AND count = 1)
    UPDATE core_throttlecount SET count = count - 1 WHERE key_digest = %(digest)s AND count > 1
"""
_PURGE = "DELETE FROM core_throttlecount WHERE ends_at <= clock_timestamp()"


def allow(*, key: str, limit: int, seconds: int) -> bool:
    """Count one try of `key`; returns whether it is within `limit` tries in `seconds`.

    The window starts with its first try. `key` includes the purpose ("code CDG-…", "send
    192.0.2.1"); only a digest of it is stored. True if the database fails: a limit must never be
    what keeps somebody out. Call it outside transactions, which would block others with this key.
    """
    parameters = {"digest": _digest(key, seconds), "limit": limit, "seconds": seconds}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_COUNT, parameters)
            (count,) = cursor.fetchone()
    except Error:
        log.exception("A try could not be counted, and was let through")
        return True
    return count <= limit


def give_back(*, key: str, seconds: int) -> None:
    """Uncount one try of `key`: it was no guess."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"digest": _digest(key, seconds)})


def purge() -> int:
    """Delete expired counts; returns how many. A job of the worker."""
    with connection.cursor() as cursor:
        cursor.execute(_PURGE)
        return cursor.rowcount


def _digest(key: str, seconds: int) -> str:
    """HMAC-SHA256 with SECRET_KEY: without that, not even an IP address can be guessed."""
    secret = b"core.throttle:" + settings.SECRET_KEY.encode()
    words = f"{seconds}:{key}".encode(errors="surrogatepass")
    return hmac.new(secret, words, hashlib.sha256).hexdigest()
