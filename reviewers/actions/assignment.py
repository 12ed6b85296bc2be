"""Give out readings: proposed by the solver, changed by hand, adopted; or one reader's, at once."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.contrib.messages.constants import INFO
from django.utils import timezone

from applications.form.queries import eligible_applications
from applications.models import Application, Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from reviewers import emails, queries
from reviewers.actions.end import take_back_reviews
from reviewers.assigning import Pair, barred_in, changes_of, shares_of
from reviewers.enums import REVIEW_MOVES, UNDER_WAY, ReviewStatus
from reviewers.models import AssignmentRun, Reader, Review, WantedReadings
from reviewers.pool import Pool, Solution, changed_since
from reviewers.readers import barred_pairs, standing_reviews

NAMED = 5  # refused readings before the rest are only counted
MOVED = "A new assignment gives it to somebody else."
ADOPTED = "This assignment is adopted already."
OUTDATED = (
    "What this proposal rests on has changed since, as it says below. Propose again, or adopt it as"
    " it is."
)
MOVES = "Work moves from some readers to others. Look at it below, and confirm it."
AT_ONCE = 1000

Proposal = dict[str, list[int]]


@action
def propose_assignment(
    *, by: User, call: Call, pool: Pool, seed: str, answer: Solution
) -> AssignmentRun:
    """Keep what the solver answered to `pool`, for a coordinator to look at."""
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    return AssignmentRun.objects.create(
        call=call,
        seed=seed,
        input_digest=pool.digest,
        basis=dict(pool.basis),
        options=pool.options,
        proposal={str(reader): list(found) for reader, found in answer.by_reader.items()},
        unmet=[dict(each) for each in answer.unmet],
        proposed_by=by,
    )


@action
def adjust_assignment(
    *,
    by: User,
    run: AssignmentRun,
    application: Application,
    readers: Sequence[User],
    above_limit: bool = False,
) -> AssignmentRun:
    """Let exactly these read an application, besides those with whom it stays.

    Refused for people who may not read it; and where it is new to somebody who would have more
    than their limit then, unless it is to be `above_limit`. ChangedMeanwhile once the run is
    adopted.
    """
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    run = _open_run(run)
    barred = barred_pairs(Application.objects.filter(pk=application.pk))
    for reader in readers:
        if reader.pk in barred:
            message = f"{reader} may not read {application.reference}."
            raise Refused(message, "barred", field="readers")
    if not above_limit:
        _refuse_above_limit(run, application, readers)
    chosen = {str(reader.pk) for reader in readers}
    proposal: Proposal = {key: list(found) for key, found in run.proposal.items()}
    for key in chosen - proposal.keys():
        proposal[key] = []
    taken = _thirds(proposal, application.pk)
    for key, found in proposal.items():
        if application.pk in found and key not in chosen:
            found.remove(application.pk)
        elif key in chosen and application.pk not in found:
            third = min(range(3), key=lambda each: (taken[each], each))
            taken[third] += 1
            found.insert(round((third + 0.5) * len(found) / 3), application.pk)
    run.proposal = proposal
    run.unmet = _unmet_by_hand(run, application)
    run.save()
    return run


def _refuse_above_limit(
    run: AssignmentRun, application: Application, readers: Sequence[User]
) -> None:
    changes = changes_of(run)
    full = [
        share
        for share in shares_of(run, changes)
        if share.user in readers
        and share.is_full
        and (application.pk, share.user.pk) not in changes.stay | changes.new
    ]
    if full:
        who = " ".join(
            f"{share.user} has {share.all} in this proposal, and their limit is {share.limit}."
            for share in full
        )
        raise Refused(f"{who} Choose somebody else, or confirm it below.", "above_limit")


def _unmet_by_hand(run: AssignmentRun, application: Application) -> list[dict]:
    """What could not be met, with the number of this application's readers as it is now."""
    changes = changes_of(run)
    readings = sum(pk == application.pk for pk, _reader in changes.stay | changes.new)
    wanted = queries.readings_wanted(application)
    now = {"code": "by_hand", "id": str(application.pk), "readings": readings, "wanted": wanted}
    others = [
        row
        for row in run.unmet
        if row["code"] not in ("unread", "by_hand") or row["id"] != str(application.pk)
    ]
    return others if readings == wanted else [now, *others]


@action
def drop_assignment(*, by: User, run: AssignmentRun) -> None:
    """Delete a proposal that nobody wants."""
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    _open_run(run).delete()


@action
def adopt_assignment(
    *,
    by: User,
    run: AssignmentRun,
    despite: Collection[str] = (),
    moves_are_confirmed: bool = False,
) -> AssignmentRun:
    """Give out what the run proposes; what is opened or finished stays where it is.

    Applications that count no more, and readings that somebody has begun meanwhile, are left out.
    Whoever gets something new is told by mail. Refused where somebody may no longer read what they
    would get; if it rests on what has changed since, unless `by` has read of that: `despite`; and
    if work moves, unless that is confirmed.
    """
    run = _open_run(run)
    _refuse_barred(run, then="Change these first, as listed below.")
    if not set(changed_since(run)) <= set(despite):
        raise Refused(OUTDATED, "outdated")
    gone = changes_of(run).gone
    if gone and not moves_are_confirmed:
        raise Refused(MOVES, "work_moves")
    at = timezone.now()
    unopened = standing_reviews(run.call).filter(status=ReviewStatus.ASSIGNED)
    moved = [review for review in unopened if (review.application_id, review.reviewer_id) in gone]
    take_back_reviews(by=by, reviews=moved, reason=MOVED, at=at)
    run = _adopted(by, run, at)
    emails.queue_new_work(run)
    return run


@action
def give_out_again(
    *, by: User, reader: Reader, reason: str, pool: Pool, seed: str, answer: Solution
) -> AssignmentRun:
    """Take back all open work of a reader who vanished, and give it to others, in one step.

    Their calibration goes to nobody else. The reader gets nothing more until the pause is ended.
    All others keep what they have; whoever gets more is told by mail.
    """
    reader = Reader.objects.select_for_update().select_related("call", "user").get(pk=reader.pk)
    under_way = Review.objects.filter(
        rubric__call=reader.call, reviewer=reader.user, status__in=UNDER_WAY
    )
    if not under_way.exists():
        raise Refused(f"{reader.user} has no open work.", "nothing_open", level=INFO)
    open_now = set(under_way.filter(queries.COUNTS).values_list("application", flat=True))
    at = timezone.now()
    take_back_reviews(by=by, reviews=under_way, reason=reason, at=at)
    reader.paused_from, reader.paused_until = timezone.localdate(), None
    reader.save()
    found = {key: [pk for pk in got if pk in open_now] for key, got in answer.by_reader.items()}
    run = propose_assignment(
        by=by,
        call=reader.call,
        pool=pool,
        seed=seed,
        answer=Solution(found, answer.unmet, answer.is_connected),
    )
    _refuse_barred(run, then="Nothing is given out. Try again.")
    run = _adopted(by, run, at)
    emails.queue_new_work(run, is_given_out_again=True)
    return run


@action
def want_readings(
    *, by: User, application: Application, readings: int, reason: str
) -> WantedReadings:
    """Say how many readings one application gets, instead of the call's number."""
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    values = {"readings": readings, "reason": reason, "by": by}
    wanted, _ = WantedReadings.objects.update_or_create(application=application, defaults=values)
    return wanted


def _open_run(run: AssignmentRun) -> AssignmentRun:
    """Locked; the call, too, so that two runs are adopted one after the other."""
    Call.objects.select_for_update().get(pk=run.call_id)
    run = AssignmentRun.objects.select_for_update().filter(pk=run.pk).first()
    if run is None or run.adopted_at:
        raise ChangedMeanwhile(ADOPTED if run else "Somebody deleted this proposal.")
    return run


def _refuse_barred(run: AssignmentRun, *, then: str) -> None:
    barred = barred_in(run)
    if barred:
        named = [f"{application.reference} by {reader}" for application, reader in barred]
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        who = f"Their reader may not read these anymore: {', '.join(named[:NAMED])}{more}."
        raise Refused(f"{who} {then}", "barred")


def _adopted(by: User, run: AssignmentRun, at: datetime) -> AssignmentRun:
    """Create reviews, and give unopened ones that the run places anew their place in the order."""
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    wanted = _still_wanted(run)
    asked = {(pk, reader) for reader, pks in wanted.items() for pk in pks}
    standing = {
        (each.application_id, each.reviewer_id): each for each in standing_reviews(run.call)
    }
    placed = {
        pair: review
        for pair, review in standing.items()
        if pair in asked and review.status == ReviewStatus.ASSIGNED
    }
    kept = {pair: review for pair, review in standing.items() if pair not in placed}
    places: Counter[int] = Counter()
    for (_pk, reader), review in kept.items():
        places[reader] = max(places[reader], review.position or 0)
    room = _room(run, asked, kept)
    room.subtract(pk for pk, _reader in asked & standing.keys())
    role = run.options.get("role", "")
    have_role = {each.user_id for each in run.call.readers.all() if role in each.roles}
    new = []
    for reader, pks in wanted.items():
        for position, pk in enumerate(pks, start=places[reader] + 1):
            if review := placed.get((pk, reader)):
                review.position = position
            elif (pk, reader) not in standing and room[pk] > 0:
                room[pk] -= 1
                review = Review(application_id=pk, reviewer_id=reader, run=run, assigned_by=by)
                review.rubric, review.position = queries.rubric_of(run.call), position
                review.role = role if reader in have_role else ""
                new.append(review)
    Review.objects.bulk_update(placed.values(), ["position"], batch_size=AT_ONCE)
    Review.objects.bulk_create(new, batch_size=AT_ONCE)
    run.adopted_by, run.adopted_at = by, at
    run.save()
    return run


def _still_wanted(run: AssignmentRun) -> dict[int, list[int]]:
    """Reader → applications in the order of reading, of those that still count."""
    counting = set(eligible_applications().filter(call=run.call).values_list("pk", flat=True))
    return {
        int(reader): [pk for pk in found if pk in counting]
        for reader, found in run.proposal.items()
    }


def _room(run: AssignmentRun, asked: set[Pair], kept: Mapping[Pair, Review]) -> Counter[int]:
    """Application → how many readers it is to have of those proposed.

    One that somebody got or began after the run was proposed, with whom it was not to stay, is one
    less.
    """
    room = Counter(pk for pk, _reader in asked)
    for (pk, reader), review in kept.items():
        began = review.opened_at if run.options.get("anew") else None
        latest = max(began or review.assigned_at, review.assigned_at)
        if (pk, reader) not in asked and latest > run.proposed_at:
            room[pk] -= 1
    return room


def _thirds(proposal: Proposal, application: int) -> Counter[int]:
    """How many readers read an application early, in the middle and late."""
    found = (each for each in proposal.values() if application in each)
    return Counter(min(2, 3 * each.index(application) // len(each)) for each in found)
