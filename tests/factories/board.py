"""People with scores, to choose among, and runs of the solver over them."""

import json
import time
from collections.abc import Sequence
from itertools import zip_longest

from applications.models import Application, Call, Cluster
from core.models import User
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.actions.score_version import make_score_version
from reviewers.queries import criteria_of, latest_version
from reviewers.reading import Reading
from selection.actions.moves import move
from selection.actions.panels import save_panel
from selection.actions.runs import ask_for_proposal, finish_run, start_run
from selection.board import board_of
from selection.enums import UNDER_WAY, Caution
from selection.models import BoardMove, Panel, Run
from selection.supervisor import Supervisor
from solver.clock import Clock
from solver.requests import KINDS
from tests.factories.applications import apply
from tests.factories.staff import Cast
from tests.factories.story import two_criteria
from tests.factories.targets import set_target

HYDE_PARK, ROXBURY = "hyde-park-mattapan", "roxbury-mission-hill"
# Neighborhood, and what each of two readers gives for both criteria: 100, 87.5, 75 … points.
PEOPLE = [
    ("mattapan", 4, 4),
    ("mattapan", 4, 3),
    ("mattapan", 3, 3),
    ("hyde-park", 3, 2),
    ("roxbury", 2, 2),
    ("roxbury", 1, 1),
]


def pool_with_scores(
    call: Call, cast: Cast, people=tuple(PEOPLE), told: Sequence[dict] = ()
) -> list[Application]:
    """Applications in this order, and a version of the scores, in which each has a place.

    `told` is what the first of them answered besides, by step.
    """
    if not call.rubrics.exists():
        two_criteria(call)
    made = []
    for (neighborhood, *points), own in zip_longest(people, told, fillvalue={}):
        application = apply(call, home={"neighborhood": neighborhood}, **own)
        for reader, given in zip((cast.reviewer, cast.second_reviewer), points, strict=True):
            review = assign_review(by=cast.coordinator, application=application, reviewer=reader)
            reading = Reading(dict.fromkeys(criteria_of(review.rubric), given))
            submit_review(by=reader, review=review, reading=reading)
        made.append(application)
    last = latest_version(call)
    make_score_version(by=cast.coordinator, call=call, seen=last.number if last else 0)
    return made


def three_seats(call: Call, minimum: int = 1) -> None:
    """Three seats, so many of them at least for people from Roxbury."""
    Call.objects.filter(pk=call.pk).update(seats=3)
    call.refresh_from_db()
    set_target(call, Cluster.objects.get(slug=ROXBURY), minimum, 3)


def run_to_the_end(call: Call, supervisor: Supervisor | None = None, seconds: float = 30) -> None:
    """Tick as the worker does until nothing of this call is under way."""
    supervisor = supervisor or Supervisor()
    deadline = time.monotonic() + seconds
    while Run.objects.filter(call=call, status__in=UNDER_WAY).exists():
        assert time.monotonic() < deadline, "the run does not end"
        supervisor.tick()
        for each in supervisor.processes:
            each.process.wait(seconds)


def answered(run: Run) -> Run:
    """A run that waits, finished at once: the solver answers in this process."""
    started = start_run(by=None, number_of_slots=1)
    assert started == run
    answer = KINDS[run.kind](run.request, Clock())
    finish_run(by=None, run=run, answer=json.loads(json.dumps(answer)))
    return Run.objects.get(pk=run.pk)


def cannot_be_met(call: Call, cast: Cast) -> Run:
    """A proposal that found no panel: there are more seats than people with a score."""
    if not call.target_sets.exists():
        set_target(call, Cluster.objects.get(slug=ROXBURY), 1, 3)
    return answered(ask_for_proposal(by=cast.coordinator, call=call))


def proposed(call: Call, cast: Cast) -> Run:
    """A proposal, asked for and finished, with its costs and firmness."""
    run = ask_for_proposal(by=cast.coordinator, call=call)
    run_to_the_end(call)
    return Run.objects.get(pk=run.pk)


def saved(call: Call, cast: Cast, name: str = "Tried first") -> Panel:
    """The panel on the board, saved."""
    seen = board_of(call).version
    return save_panel(by=cast.coordinator, call=call, seen=seen, name=name)


def put_on_board(by: User, *people: Application, reason: str = "The best so far.") -> BoardMove:
    """Taken in by hand, with all that is unusual confirmed."""
    return move(
        by=by,
        call=people[0].call,
        seen=board_of(people[0].call).version,
        into=people,
        despite={each.pk: list(Caution) for each in people},
        reason=reason,
    )


def take_off_board(by: User, *people: Application, reason: str = "Makes room.") -> BoardMove:
    """Taken off by hand."""
    call = people[0].call
    return move(by=by, call=call, seen=board_of(call).version, out=people, reason=reason)
