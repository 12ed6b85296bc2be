"""A draft that is being changed: locked, and its reserves numbered."""

from core.actions import ChangedMeanwhile
from selection.enums import Outcome, ReleaseStatus
from selection.models import Decision, Release


def locked_draft(release: Release) -> Release:
    """The same, locked. ChangedMeanwhile once it is no draft any more."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.status != ReleaseStatus.DRAFT:
        words = f"{str(release).capitalize()} is no draft any more: {release.pill.words}."
        raise ChangedMeanwhile(f"{words} Nothing was changed.")
    return release


def close_ranks(release: Release) -> None:
    """Number the reserves from 1 again, in their order."""
    reserves = Decision.objects.filter(release=release, outcome=Outcome.RESERVE)
    for rank, each in enumerate(reserves.order_by("rank", "pk"), start=1):
        if each.rank != rank:
            each.rank = rank
            each.save()
