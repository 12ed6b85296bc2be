"""Decide about one person by hand, with a reason."""

from collections.abc import Collection

from django.utils import timezone

from applications.models import Application
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from selection.board import barred_among, seats_of
from selection.enums import RELEASE_MOVES, Caution, Outcome, ReleaseStatus
from selection.models import Decision, Release
from selection.queries import decision_of, seated, to_answer
from selection.releases.actions.ranks import close_ranks
from selection.releases.drafts import locked_draft
from selection.rules import confirmed_of

COUNTS = (Outcome.MEMBER, Outcome.RESERVE, Outcome.NOT_CHOSEN)


@action
def decide_by_hand(
    *,
    by: User,
    release: Release,
    application: Application,
    seen: str,
    outcome: str,
    reason: str,
    despite: Collection[str] = (),
) -> Decision:
    """Give somebody another outcome in a draft. `seen` is the one that was shown, "" for none.

    Who has an answer of an earlier release gets one that replaces it. Refused without a reason,
    for members and reserves who cannot be chosen, with no seat left, and for what is unusual about
    a member and not confirmed.
    """
    may_move(RELEASE_MOVES, None, ReleaseStatus.DRAFT, by=by)
    release = locked_draft(release)
    decision = _decision(release, application)
    if (decision.outcome or "") != seen:
        words = f"Somebody else decided about {application} meanwhile. Look at it first."
        raise ChangedMeanwhile(words, field="outcome")
    if not reason.strip():
        raise Refused("Say why. It is kept with the decision.", "no_reason", field="reason")
    _refuse(release, application, outcome)
    decision.despite = []
    if outcome == Outcome.MEMBER:
        found = confirmed_of([application], {application.pk: despite})
        decision.despite = [Caution(each) for each in found[application.pk]]
    if outcome == Outcome.RESERVE:
        taken = Decision.objects.filter(release=release, outcome=outcome).count()
        decision.rank = decision.rank or taken + 1
    else:
        decision.rank = None
    decision.outcome, decision.reason, decision.by_hand = outcome, reason.strip(), True
    decision.decided_by, decision.decided_at = by, timezone.now()
    decision.save()
    close_ranks(by=by, release=release)
    return decision


def _decision(release: Release, application: Application) -> Decision:
    """Theirs in this release, or a new one; Refused for whoever gets no answer."""
    own = Decision.objects.filter(release=release, application=application).first()
    if own:
        return own
    if not to_answer(release.call).filter(pk=application.pk).exists():
        raise Refused(f"{application} does not count, and gets no answer.", "not_counted")
    return Decision(
        release=release, application=application, outcome="", replaces=decision_of(application)
    )


def _refuse(release: Release, application: Application, outcome: str) -> None:
    """Who cannot be chosen, and members beyond the seats."""
    if outcome in COUNTS and (why := barred_among([application.pk]).get(application.pk)):
        message = f"{application} can only be not eligible: {why.lower()}."
        raise Refused(message, "barred", field="outcome")
    if outcome != Outcome.MEMBER:
        return
    standing = set(seated(release.call).order_by().values_list("application", flat=True))
    drafted = Decision.objects.filter(release=release, outcome=Outcome.MEMBER)
    members = standing | set(drafted.values_list("application", flat=True)) | {application.pk}
    if len(members) > seats_of(release.call).most:
        words = "All seats are taken. Make one of the members something else first."
        raise Refused(words, "no_seat_left", field="outcome")
