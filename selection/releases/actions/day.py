"""Set the day by which the members of a draft answer."""

from datetime import date

from django.utils import timezone

from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from selection.enums import RELEASE_MOVES, ReleaseStatus
from selection.models import Release
from selection.releases.drafts import locked_draft


@action
def set_reply_by(*, by: User, release: Release, reply_by: date, seen: date | None) -> Release:
    """Set or change it; `seen` is the day that was shown. Refused for today or a day before."""
    release = locked_draft(release)
    may_move(RELEASE_MOVES, None, ReleaseStatus.DRAFT, by=by)
    if release.reply_by != seen:
        words = "Somebody else set another day meanwhile. Look at it first."
        raise ChangedMeanwhile(words, field="reply_by")
    if reply_by <= timezone.localdate():
        words = "Choose a day to come: they must have time to answer."
        raise Refused(words, "past", field="reply_by")
    release.reply_by = reply_by
    release.save()
    return release
