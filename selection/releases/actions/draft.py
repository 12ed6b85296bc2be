"""Draft a release, bring a draft up to date, or drop it."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils import timezone

from applications.models import Application, Call
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from selection.board import seated_in, seats_of
from selection.enums import OPEN_RELEASE, RELEASE_MOVES, Caution, Outcome, ReleaseStatus
from selection.models import Decision, Panel, Release
from selection.queries import seated, standing
from selection.releases.actions.ranks import close_ranks
from selection.releases.covering import Reserves
from selection.releases.drafting import Chosen, decisions_for
from selection.releases.drafts import locked_draft
from selection.releases.drift import drift_of, missing_from
from selection.rules import Despite, confirmed_of, refuse_against_locks

AT_A_TIME = 2000  # decisions that are written together


@action
def draft_release(
    *,
    by: User,
    call: Call,
    panel: Panel | None,
    reserves: Reserves | None = None,
    despite: Despite | None = None,
    reply_by: date | None = None,
) -> Release:
    """Draft an answer for everybody without one, and for whom a panel makes a member now.

    Of a call that has a release, those who have an answer keep it, unless the panel makes them a
    member. Without a panel nobody becomes one. Refused while a release is open; without a panel
    for the first one; with more people than seats, or against a lock; for what is unusual and
    confirmed neither now nor on the board; and where nobody would get an answer.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    may_move(RELEASE_MOVES, None, ReleaseStatus.DRAFT, by=by)
    earlier = Release.objects.filter(call=call)
    if open_one := earlier.filter(status__in=OPEN_RELEASE).first():
        raise Refused(f"{str(open_one).capitalize()} is open. Finish that one first.", "open")
    if panel is None and not earlier.filter(status=ReleaseStatus.RELEASED).exists():
        raise Refused("Choose the saved panel that it is made from.", "no_panel", field="panel")
    members = _members(call, panel, despite or {}) if panel else {}
    release = Release.objects.create(
        call=call,
        number=_next_number(call),
        panel=panel,
        score_version=panel.score_version if panel else None,
        reserves=(reserves.about or {}) if reserves else {},
        reply_by=reply_by,
        drafted_by=by,
    )
    chosen = Chosen(members, reserves.ids if reserves else ())
    made = decisions_for(release, missing_from(release), chosen, by=by)
    made += _new_members(release, chosen, by)
    if not made:
        raise Refused("Everybody has an answer, and the panel makes no new members.", "nobody")
    Decision.objects.bulk_create(made, batch_size=AT_A_TIME)
    return release


def _next_number(call: Call) -> int:
    """For whoever has locked the call."""
    numbers = Release.objects.filter(call=call).values_list("number", flat=True)
    return (numbers.order_by("-number").first() or 0) + 1


def _members(call: Call, panel: Panel, despite: Despite) -> Mapping[int, Collection[Caution]]:
    """Whom the panel makes members, with what is unusual about each."""
    refuse_against_locks(panel)
    people = list(seated_in(panel))
    stay = set(seated(call).order_by().values_list("application", flat=True))
    new = [each for each in people if each.application_id not in stay]
    if (more := len(stay) + len(new) - seats_of(call).most) > 0:
        message = f"There are too few seats for this panel: {more} more than the call has."
        raise Refused(message, "no_seat_left", field="panel")
    given = {
        each.application_id: [*each.despite, *despite.get(each.application_id, ())] for each in new
    }
    return confirmed_of([each.application for each in new], given)


def _new_members(release: Release, chosen: Chosen, by: User) -> list[Decision]:
    """Members now who had another answer before: that one is replaced."""
    before = standing().filter(application__in=chosen.members.keys())
    replaced = {each.application_id: each for each in before.exclude(outcome=Outcome.MEMBER)}
    people = Application.objects.filter(pk__in=replaced)
    made = decisions_for(release, people, Chosen(chosen.members), by=by)
    for decision in made:
        decision.replaces = replaced[decision.application_id]
    return made


@action
def bring_up_to_date(*, by: User, release: Release) -> None:
    """Leave out who withdrew or does not count, answer who came, and mark who is not eligible."""
    release = locked_draft(release)
    may_move(RELEASE_MOVES, None, ReleaseStatus.DRAFT, by=by)
    drift = drift_of(release)
    gone = [each.pk for each in (*drift.withdrawn, *drift.aside)]
    Decision.objects.filter(pk__in=gone).delete()
    anew = [*drift.barred, *drift.eligible]
    rule = decisions_for(release, [each.application for each in anew], Chosen({}), by=by)
    for old, new in zip(anew, rule, strict=True):
        old.outcome, old.reason, old.rank = new.outcome, new.reason, None
        old.by_hand, old.despite, old.decided_by = False, [], by
        old.decided_at = timezone.now()
        old.save()
    close_ranks(by=by, release=release)
    missing = decisions_for(release, drift.missing, Chosen({}), by=by)
    Decision.objects.bulk_create(missing, batch_size=AT_A_TIME)


@action
def drop_release(*, by: User, release: Release) -> None:
    """Give a draft up; the history keeps what its decisions were."""
    release = locked_draft(release)
    may_move(RELEASE_MOVES, ReleaseStatus.DRAFT, ReleaseStatus.DROPPED, by=by)
    Decision.objects.filter(release=release).delete()
    release.status = ReleaseStatus.DROPPED
    release.dropped_by, release.dropped_at = by, timezone.now()
    release.save()
