"""Record that somebody opened, listed or exported personal data."""

from collections.abc import Iterable

from core.actions import action
from core.models import AccessEvent, User


@action
def record(
    *,
    by: User,
    what: AccessEvent.What,
    object_id: int | None = None,
    query: str = "",
    count: int = 1,
    reason: str = "",
) -> AccessEvent:
    """Write one access event; for a list, with its search (`query`) and the number of rows.

    `query` and `reason` are cut at 200 characters. They name nobody: rows are never erased.
    """
    return AccessEvent.objects.create(
        by=by, what=what, object_id=object_id, query=query[:200], count=count, reason=reason[:200]
    )


@action
def record_each(
    *, by: User, what: AccessEvent.What, object_ids: Iterable[int], query: str = ""
) -> None:
    """Write one access event for each of several that are shown together."""
    AccessEvent.objects.bulk_create(
        AccessEvent(by=by, what=what, object_id=object_id, query=query) for object_id in object_ids
    )
