"""Record that somebody opened, listed or exported personal data."""

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
) -> AccessEvent:
    """Write one access event; for a list, `query` is its address's query and `count` its rows."""
    return AccessEvent.objects.create(
        by=by, what=what, object_id=object_id, query=query[:200], count=count
    )
