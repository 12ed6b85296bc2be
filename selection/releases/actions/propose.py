"""Hand a draft over to a second person, or send it back."""

from django.utils import timezone

from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from selection.enums import RELEASE_MOVES, ReleaseStatus
from selection.models import Decision, Release
from selection.releases.drafts import locked_draft
from selection.releases.drift import drift_of
from selection.releases.queries import wrong_day


@action
def propose_release(*, by: User, release: Release) -> Release:
    """Hand it over.

    Refused where it does not fit the applicants any more, has nobody in it, or members who would
    read no day by which they can answer.
    """
    release = locked_draft(release)
    may_move(RELEASE_MOVES, ReleaseStatus.DRAFT, ReleaseStatus.PROPOSED, by=by)
    if drift_of(release).is_any:
        words = "Applicants changed since it was drafted. Bring the draft up to date first."
        raise Refused(words, "out_of_date")
    if not Decision.objects.filter(release=release).exists():
        raise Refused("Nobody is in this draft. Drop it.", "nobody")
    if words := wrong_day(release):
        raise Refused(f"{words} Set it on this page first.", "no_day")
    release.status = ReleaseStatus.PROPOSED
    release.proposed_by, release.proposed_at = by, timezone.now()
    release.save()
    return release


@action
def send_release_back(*, by: User, release: Release, reason: str) -> Release:
    """Make it a draft again, for a reason. Whoever handed it over may take it back so, too."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.status != ReleaseStatus.PROPOSED:
        words = f"{str(release).capitalize()} is {release.pill.words} by now."
        raise ChangedMeanwhile(f"{words} Nothing was sent back.")
    may_move(RELEASE_MOVES, ReleaseStatus.PROPOSED, ReleaseStatus.DRAFT, by=by)
    if not reason.strip():
        raise Refused("Say what should change.", "no_reason", field="reason")
    release.status = ReleaseStatus.DRAFT
    release.proposed_by = release.proposed_at = None
    release.sent_back_by, release.sent_back_at = by, timezone.now()
    release.sent_back_reason = reason.strip()
    release.save()
    return release
