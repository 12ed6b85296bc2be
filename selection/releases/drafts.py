"""A draft that is being changed, locked."""

from core.actions import ChangedMeanwhile
from selection.enums import ReleaseStatus
from selection.models import Release


def locked_draft(release: Release) -> Release:
    """The same, locked. ChangedMeanwhile once it is no draft any more."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.status != ReleaseStatus.DRAFT:
        words = f"{str(release).capitalize()} is no draft any more: {release.pill.words}."
        raise ChangedMeanwhile(f"{words} Nothing was changed.")
    return release
