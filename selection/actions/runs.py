"""Ask the solver for a panel, and keep what it answers."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from selection.enums import RUN_MOVES, UNDER_WAY, RunKind, RunStatus
from selection.models import Relaxation, Run, RunPerson
from selection.pool import Frozen, digest_of, frozen

# A run whose heart did not beat for so long was cut off. A worker whose job failed, since the
# database was away, tries again within 30 seconds.
SILENT = timedelta(seconds=45)
SALT = 16  # bytes


@action
def ask_for_proposal(*, by: User, call: Call) -> Run:
    """Freeze what stands now and queue a run. One that is under way already is returned.

    Refused before there are targets and scores, and where nobody can be chosen.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    may_move(RUN_MOVES, None, RunStatus.QUEUED, by=by)
    under_way = Run.objects.filter(call=call, status__in=UNDER_WAY)
    if waiting := under_way.filter(kind=RunKind.PROPOSE).first():
        return waiting
    asked = frozen(call)
    if not asked.numbers:
        raise Refused("Nobody who has a score can be chosen.", "nobody")
    for explaining in under_way.select_for_update():
        _end(explaining, RunStatus.CANCELLED, cancelled_by=by)  # of an older proposal
    run = Run.objects.create(
        call=call,
        number=_next_number(call),
        kind=RunKind.PROPOSE,
        target_set=asked.targets,
        score_version=asked.scores,
        request=asked.request,
        digest=asked.digest,
        basis=asked.basis,
        lot=asked.request["lot"] or "",
        asked_by=by,
    )
    _add_people(run, asked)
    return run


@action
def cancel_run(*, by: User, run: Run) -> None:
    """Stop a run that waits or runs; one that is finished stays as it is."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if may_move(RUN_MOVES, run.status, RunStatus.CANCELLED, by=by):
        _end(run, RunStatus.CANCELLED, cancelled_by=by)


@action
def start_run(*, by: None, number_of_slots: int) -> Run | None:
    """Claim the run that waits longest; None without one, or while all slots are taken."""
    under_way = Run.objects.filter(status__in=UNDER_WAY).order_by("asked_at", "pk")
    rows = list(under_way.select_for_update().only("status"))  # two workers count in turn
    if sum(row.status == RunStatus.RUNNING for row in rows) >= number_of_slots:
        return None
    waiting = next((row.pk for row in rows if row.status == RunStatus.QUEUED), None)
    if waiting is None:
        return None
    run = Run.objects.get(pk=waiting)
    may_move(RUN_MOVES, run.status, RunStatus.RUNNING, by=by)
    run.status, run.started_at = RunStatus.RUNNING, timezone.now()
    run.heartbeat_at = run.started_at
    run.save(update_fields=["status", "started_at", "heartbeat_at"])
    return run


@action
def note_progress(*, by: None, run: Run, progress: Mapping[str, Any]) -> bool:
    """A run's heart beats. False once it is not running any more: somebody cancelled it."""
    running = Run.objects.filter(pk=run.pk, status=RunStatus.RUNNING)
    return bool(running.update(heartbeat_at=timezone.now(), progress=dict(progress)))


@action
def finish_run(*, by: None, run: Run, answer: Mapping[str, Any]) -> None:
    """Keep what the solver answered, unless the run was cancelled meanwhile."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.status != RunStatus.RUNNING:
        return
    if run.kind == RunKind.EXPLAIN:
        _keep_firmness(run, answer)
        _end(run, RunStatus.DONE, result=dict(answer))
        return
    status = {
        "optimal": RunStatus.DONE,
        "infeasible": RunStatus.IMPOSSIBLE,
        "not_proved": RunStatus.OUT_OF_TIME,
    }[answer["status"]]
    may_move(RUN_MOVES, run.status, status, by=by)
    best = next((each for each in answer["options"] if each["seats"] == answer["seats"]), None)
    last = best or answer["options"][-1]
    if best:
        _keep_people(run, best["panel"], answer["prices"])
    if status == RunStatus.IMPOSSIBLE:
        _keep_relaxations(run, last)
    kept = {key: value for key, value in answer.items() if key != "prices"}
    _end(run, status, result=kept, proof=last["proof"])
    if status == RunStatus.DONE:
        _explain(run, best)


@action
def fail_run(*, by: None, run: Run, why: str) -> None:
    """A run was cut off; `why` is a short code. Nothing else has changed."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if may_move(RUN_MOVES, run.status, RunStatus.FAILED, by=by):
        _end(run, RunStatus.FAILED, failure=why)


@action
def fail_silent_runs(*, by: None) -> int:
    """Mark runs as cut off whose process died without a word; returns how many."""
    silent = Run.objects.filter(
        status=RunStatus.RUNNING, heartbeat_at__lt=timezone.now() - SILENT
    ).select_for_update(skip_locked=True)
    runs = list(silent.defer("request"))
    for run in runs:
        _end(run, RunStatus.FAILED, failure="silent")
    return len(runs)


def _end(run: Run, status: RunStatus, **values: Any) -> None:
    values |= {"status": status, "ended_at": timezone.now(), "progress": {}}
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))  # not the request, which is long


def _next_number(call: Call) -> int:
    """For whoever has locked the call."""
    numbers = Run.objects.filter(call=call, kind=RunKind.PROPOSE).values_list("number", flat=True)
    return (numbers.order_by("-number").first() or 0) + 1


_ADD_PEOPLE = """
    INSERT INTO selection_runperson (run_id, number, application_id, salt, score, error, is_member)
    SELECT %s, person.*, false FROM unnest(
        %s::bigint[], %s::bigint[], %s::bytea[], %s::bigint[], %s::bigint[]
    ) AS person
"""


def _add_people(run: Run, asked: Frozen) -> None:
    """In one statement for all of ten thousand: somebody waits."""
    scores = [asked.scored[pk] for pk in asked.numbers]
    columns = [
        list(asked.numbers.values()),
        list(asked.numbers),
        [secrets.token_bytes(SALT) for _ in scores],
        [each.score for each in scores],
        [each.error for each in scores],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ADD_PEOPLE, [run.pk, *columns])


_KEEP_PEOPLE = """
    UPDATE selection_runperson AS person
    SET is_member = person.number = ANY(%s), price = found.price
    FROM unnest(%s::bigint[], %s::bigint[]) AS found (number, price)
    WHERE person.run_id = %s AND person.number = found.number
"""


def _keep_people(run: Run, panel: list[str], prices: Mapping[str, int]) -> None:
    """In one statement for all of ten thousand; without a proof nobody has a price."""
    known = {int(number): price for number, price in prices.items()}
    members = [int(each) for each in panel]
    everybody = list({**dict.fromkeys(members), **known}.items())
    numbers, found = [number for number, _ in everybody], [price for _, price in everybody]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_PEOPLE, [members, numbers, found, run.pk])


def _keep_relaxations(run: Run, option: Mapping[str, Any]) -> None:
    ways = [
        Relaxation(
            run=run,
            option=number,
            rows=way["rows"],
            cost=round(way["cost"] * 10_000),
            total=way["total_x100"],
            members=way["panel"],
        )
        for number, way in enumerate(option.get("relaxations", []), start=1)
    ]
    if seats := option.get("seats_needed"):
        ways.append(Relaxation(run=run, option=len(ways) + 1, seats=seats))
    Relaxation.objects.bulk_create(ways)


def _explain(run: Run, best: Mapping[str, Any]) -> None:
    """Queue the run that works out costs and firmness; the proposal is shown meanwhile."""
    kept = ("seats", "status", "panel", "total_x100", "upper_bound_x100", "proof")
    request = {**run.request, "found": {key: best[key] for key in kept}}
    Run.objects.create(
        call=run.call,
        kind=RunKind.EXPLAIN,
        follows=run,
        target_set=run.target_set,
        score_version=run.score_version,
        request=request,
        digest=digest_of(request),
        basis=run.basis,
        lot=run.lot,
        asked_by=run.asked_by,
    )


def _keep_firmness(run: Run, answer: Mapping[str, Any]) -> None:
    """Rows for whoever sits in a redraw at all; the others sit in none."""
    sit = [int(number) for number in answer["firmness"]]
    known = {person.number: person for person in run.follows.people.filter(number__in=sit)}
    RunPerson.objects.bulk_create(
        RunPerson(
            run=run,
            number=int(number),
            application_id=known[int(number)].application_id,
            salt=known[int(number)].salt,
            score=known[int(number)].score,
            error=known[int(number)].error,
            is_member=known[int(number)].is_member,
            firmness=round(share * 1000),
        )
        for number, share in answer["firmness"].items()
        if int(number) in known
    )
