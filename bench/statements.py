"""Tells statements that ask or write something from those that only frame a transaction."""

from django.test.utils import CaptureQueriesContext

_FRAMES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def without_frames(captured: CaptureQueriesContext) -> int:
    """How many statements there are without BEGIN, COMMIT and savepoints."""
    # pghistory puts its context in front of each statement, even of a savepoint.
    statements = [query["sql"].rpartition("; ")[2] for query in captured]
    return sum(not statement.startswith(_FRAMES) for statement in statements)
