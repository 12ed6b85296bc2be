"""Give out readings: proposed by the solver, changed by hand, adopted; or one reader's, at once."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.contrib.messages.constants import INFO
from django.db.models import QuerySet
from django.utils import timezone

from applications.form.queries import eligible_applications
from applications.models import Application, Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from reviewers import queries
from reviewers.actions.end import take_back_reviews
from reviewers.enums import REVIEW_MOVES, STANDING, UNDER_WAY, ReviewStatus
from reviewers.models import AssignmentRun, Reader, Review, Rubric, WantedReadings
from reviewers.pool import Pool, Solution, barred_pairs, changed_since

NAMED = 5  # refused readings before the rest are only counted
MOVED = "A new assignment gives it to somebody else."
ADOPTED = "This assignment is adopted already."
OUTDATED = (
    "What this proposal rests on has changed since, as it says below. Propose again, or adopt it as"
    " it is."
)
AT_ONCE = 1000

Proposal = dict[str, list[int]]


@action
def propose_assignment(
    *, by: User, call: Call, pool: Pool, seed: str, answer: Solution, role: str = ""
) -> AssignmentRun:
    """Keep what the solver answered to `pool`, for a coordinator to look at."""
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    return AssignmentRun.objects.create(
        call=call,
        seed=seed,
        input_digest=pool.digest,
        basis=dict(pool.basis),
        options={"role": role} if role else {},
        proposal={str(reader): list(found) for reader, found in answer.by_reader.items()},
        unmet=[dict(each) for each in answer.unmet],
        proposed_by=by,
    )


@action
def adjust_assignment(
    *, by: User, run: AssignmentRun, application: Application, readers: Sequence[User]
) -> AssignmentRun:
    """Let exactly these read an application, besides whoever has it open or finished.

    Refused for people who may not read it. ChangedMeanwhile once the run is adopted.
    """
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    run = _open_run(run)
    barred = barred_pairs(run.call)
    for reader in readers:
        if application.pk in barred[reader.pk]:
            said = f"{reader} may not read {application.reference}."
            raise Refused(said, "barred", field="readers")
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
    run.save()
    return run


@action
def drop_assignment(*, by: User, run: AssignmentRun) -> None:
    """Delete a proposal that nobody wants."""
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    _open_run(run).delete()


@action
def adopt_assignment(
    *, by: User, run: AssignmentRun, despite: Collection[str] = ()
) -> AssignmentRun:
    """Give out what the run proposes; what is opened or finished stays where it is.

    Applications that count no more, and readings that somebody has begun meanwhile, are left out.
    Refused where somebody may no longer read what they would get, and if it rests on what has
    changed since, unless `by` has read of that: `despite`.
    """
    run = _open_run(run)
    rubric = queries.rubric_of(run.call)
    wanted = _still_wanted(run)
    if not set(changed_since(run)) <= set(despite):
        raise Refused(OUTDATED, "outdated")
    assigned = {
        (review.reviewer_id, review.application_id): review
        for review in _standing(rubric).filter(status=ReviewStatus.ASSIGNED)
    }
    moved = [
        review for (reader, pk), review in assigned.items() if pk not in wanted.get(reader, ())
    ]
    take_back_reviews(by=by, reviews=moved, reason=MOVED)
    return _adopted(by, run, rubric, wanted, assigned)


@action
def give_out_again(
    *, by: User, reader: Reader, reason: str, pool: Pool, seed: str, answer: Solution
) -> AssignmentRun:
    """Take back all open work of a reader who vanished, and give it to others, in one step.

    Their calibration goes to nobody else. The reader gets nothing more until the pause is ended.
    All others keep what they have.
    """
    reader = Reader.objects.select_for_update().select_related("call", "user").get(pk=reader.pk)
    rubric = queries.rubric_of(reader.call)
    under_way = Review.objects.filter(
        rubric__call=reader.call, reviewer=reader.user, status__in=UNDER_WAY
    )
    if not under_way.exists():
        raise Refused(f"{reader.user} has no open work.", "nothing_open", level=INFO)
    open_now = set(under_way.filter(queries.COUNTS).values_list("application", flat=True))
    take_back_reviews(by=by, reviews=under_way, reason=reason)
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
    return _adopted(by, run, rubric, _still_wanted(run), {})


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


def _standing(rubric: Rubric) -> QuerySet[Review]:
    return Review.objects.filter(queries.COUNTS, rubric=rubric, status__in=STANDING)


def _still_wanted(run: AssignmentRun) -> dict[int, list[int]]:
    """Reader → applications in the order of reading, of those that still count."""
    counting = set(eligible_applications().filter(call=run.call).values_list("pk", flat=True))
    wanted = {
        int(reader): [pk for pk in found if pk in counting]
        for reader, found in run.proposal.items()
    }
    barred = barred_pairs(run.call)
    refused = [(reader, pk) for reader, pks in wanted.items() for pk in pks if pk in barred[reader]]
    if refused:
        readers = User.objects.in_bulk([reader for reader, _ in refused])
        applications = Application.objects.in_bulk([pk for _, pk in refused])
        named = [f"{applications[pk].reference} by {readers[reader]}" for reader, pk in refused]
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        said = f"Nobody may read this who got to know it: {', '.join(named[:NAMED])}{more}."
        raise Refused(f"{said} Change these first.", "barred")
    return wanted


def _adopted(
    by: User,
    run: AssignmentRun,
    rubric: Rubric,
    wanted: Mapping[int, Sequence[int]],
    assigned: Mapping[tuple[int, int], Review],
) -> AssignmentRun:
    """Create reviews, and give those that stay assigned their new place in the order."""
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    kept = _standing(rubric).exclude(pk__in=[review.pk for review in assigned.values()])
    places: Counter[int] = Counter()
    for reader, position in kept.values_list("reviewer", "position"):
        places[reader] = max(places[reader], position or 0)
    begun = set(kept.values_list("reviewer", "application"))
    room = _room(run, kept, wanted)
    room.subtract(pk for reader, pk in {*begun, *assigned} if pk in wanted.get(reader, ()))
    role = run.options.get("role", "")
    have_role = {each.user_id for each in run.call.readers.all() if role in each.roles}
    new, placed = [], []
    for reader, pks in wanted.items():
        for position, pk in enumerate(pks, start=places[reader] + 1):
            if review := assigned.get((reader, pk)):
                review.position, review.run = position, run
                placed.append(review)
            elif (reader, pk) not in begun and room[pk] > 0:
                room[pk] -= 1
                review = Review(application_id=pk, reviewer_id=reader, rubric=rubric, run=run)
                review.role = role if reader in have_role else ""
                review.position, review.assigned_by = position, by
                new.append(review)
    Review.objects.bulk_update(placed, ["position", "run"], batch_size=AT_ONCE)
    Review.objects.bulk_create(new, batch_size=AT_ONCE)
    run.adopted_by, run.adopted_at = by, timezone.now()
    run.save()
    return run


def _room(
    run: AssignmentRun, kept: QuerySet[Review], wanted: Mapping[int, Sequence[int]]
) -> Counter[int]:
    """Application → how many readers it is to have of those proposed.

    One that somebody began after the run was proposed, whom it was to be taken from, is one less.
    """
    room = Counter(pk for pks in wanted.values() for pk in pks)
    begun = kept.filter(opened_at__gt=run.proposed_at)
    for reader, pk in begun.values_list("reviewer", "application"):
        if pk not in wanted.get(reader, ()):
            room[pk] -= 1
    return room


def _thirds(proposal: Proposal, application: int) -> Counter[int]:
    """How many readers read an application early, in the middle and late."""
    found = (each for each in proposal.values() if application in each)
    return Counter(min(2, 3 * each.index(application) // len(each)) for each in found)
