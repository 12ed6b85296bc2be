"""Number the reserves of a draft."""

from core.actions import action
from core.models import User
from selection.enums import Outcome
from selection.models import Decision, Release


@action
def close_ranks(*, by: User, release: Release) -> None:
    """Number the reserves from 1 again, in their order; a part of what changes a draft."""
    reserves = Decision.objects.filter(release=release, outcome=Outcome.RESERVE)
    for rank, each in enumerate(reserves.order_by("rank", "pk"), start=1):
        if each.rank != rank:
            each.rank = rank
            each.save()
