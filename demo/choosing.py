"""A closed call whose group is being chosen: scored, proposed, changed by hand, one panel saved."""

import json
import random
from collections.abc import Iterable
from datetime import time, timedelta

from django.utils import timezone

from applications.calls.actions.configure import plan_call, publish_call
from applications.calls.actions.copy_call import copy_call
from applications.enums import ResidencyStatus
from applications.models import Application, Call
from applications.records.actions.check_residency import check_residency
from core.models import User
from demo import applying, people, season
from demo.reviewing import Judge
from reviewers.actions.assign import assign_review
from reviewers.actions.phases import add_phase
from reviewers.actions.readers import add_reader
from reviewers.actions.rubric import fix_ranking_rule
from reviewers.actions.score_version import make_score_version
from reviewers.enums import OthersOpen, RankingScore
from reviewers.models import ReviewPhase
from reviewers.queries import latest_version, ranked, reviewers
from selection.actions.locks import keep_apart, set_lock
from selection.actions.moves import move, put_proposal
from selection.actions.panels import save_panel
from selection.actions.runs import ask_for_proposal, finish_run, start_run
from selection.board import board_of, seats_of
from selection.enums import Caution, LockKind, PairKind
from selection.models import Run
from selection.rules import Despite
from solver.clock import Clock
from solver.requests import propose

SEED = 1
APPLICANTS = 61
REVIEWS_EACH = 3
SPREAD = 0.5  # of the points that readers who agree on the whole give
SLUG, PREFIX = "first-round", "CFR"
TITLE = "Community-Led Design Group, first round"
CLOSED_FOR, OPEN_FOR = timedelta(days=20), timedelta(weeks=4)


def play(before: Call, coordinators: Iterable[User]) -> None:
    """A copy of a call, a round earlier, up to a proposal that was put on the board and changed."""
    first, second = coordinators
    call = closed(before, SLUG, TITLE, PREFIX, CLOSED_FOR)
    everybody = people.invent(seed=SEED, count=APPLICANTS, first=call.opens_at, last=call.closes_at)
    applying.play(call, everybody, seed=SEED)
    score(call, first)
    for number, application in enumerate(call.applications.order_by("pk"), start=1):
        if number % 12:  # a few are left to check
            check_residency(
                by=second,
                application=application,
                status=ResidencyStatus.VERIFIED,
                reason="A utility bill of last month.",
                seen=0,
            )
    in_order = list(ranked(call, latest_version(call)))
    _save_the_best(call, first, in_order[: seats_of(call).most])
    _lock(first, second, in_order)
    _change_by_hand(call, second, _proposed(call, first), in_order)


def closed(before: Call, slug: str, title: str, prefix: str, closed_for: timedelta) -> Call:
    """Published, and closed at 5 p.m. so long ago; answers are promised in a few weeks."""
    closes_at = season.at(timezone.localdate() - closed_for, time(17))
    opens_at = season.at(timezone.localdate() - closed_for - OPEN_FOR, time(9))
    call = copy_call(
        by=None,
        call=before,
        slug=slug,
        title=title,
        reference_prefix=prefix,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    closed_on = timezone.localdate(closes_at)
    plan_call(
        by=None,
        call=call,
        answers_until=closed_on + timedelta(days=37),
        meets_from=closed_on + timedelta(weeks=7),
        meets_until=closed_on + timedelta(weeks=30),
    )
    return publish_call(by=None, call=call, opens_at=opens_at, closes_at=closes_at)


def score(call: Call, coordinator: User) -> None:
    """Each application is read by three of the four readers, in turn."""
    fix_ranking_rule(
        by=coordinator, call=call, ranking_score=RankingScore.ADJUSTED, readings=REVIEWS_EACH
    )
    reading = ReviewPhase(
        call=call,
        name="Reading",
        begins_at=call.closes_at,
        ends_at=season.at(timezone.localdate() + timedelta(days=7), time(9)),
        others_open=OthersOpen.ALWAYS,
    )
    add_phase(by=None, phase=reading)
    team = list(reviewers())
    for user in team:
        add_reader(by=coordinator, call=call, user=user)
    judge = Judge(random.Random(SEED), call, team, SPREAD)
    for number, application in enumerate(call.applications.order_by("received_at", "pk")):
        for reader in (*team, *team)[number % len(team) :][:REVIEWS_EACH]:
            judge.score(assign_review(by=coordinator, application=application, reviewer=reader))
    make_score_version(by=coordinator, call=call, seen=0)


def _save_the_best(call: Call, by: User, best: list[Application]) -> None:
    reason = "Who sits if scores alone decide. To compare with."
    move(by=by, call=call, seen=_seen(call), into=best, despite=_all(best), reason=reason)
    save_panel(by=by, call=call, seen=_seen(call), name=f"The {len(best)} best scores")


def _lock(first: User, second: User, in_order: list[Application]) -> None:
    """One in, one out, and two who live together."""
    set_lock(
        by=first,
        application=in_order[17],
        kind=LockKind.IN,
        reason="Agreed in our first meeting: nobody else speaks for people without a home.",
    )
    leaving, reason = in_order[6], "Told us by phone that they move away before the first meeting."
    move(by=second, call=leaving.call, seen=_seen(leaving.call), out=[leaving], reason=reason)
    set_lock(by=second, application=leaving, kind=LockKind.OUT, reason=reason)
    keep_apart(
        by=first,
        one=in_order[3],
        other=in_order[20],
        kind=PairKind.HOUSEHOLD,
        reason="They gave the same address.",
    )


def _proposed(call: Call, by: User) -> Run:
    """A proposal and its proof; the worker finds out later what it costs and how firm it is."""
    ask_for_proposal(by=by, call=call)
    run = start_run(by=None, number_of_slots=1)
    answer = propose(run.request, Clock())
    finish_run(by=None, run=run, answer=json.loads(json.dumps(answer)))
    members = [each.application for each in run.people.filter(is_member=True)]
    reason = "The best that meets all targets."
    put_proposal(
        by=by, run=run, seen=_seen(call), people=members, despite=_all(members), reason=reason
    )
    return run


def _change_by_hand(call: Call, by: User, run: Run, in_order: list[Application]) -> None:
    """The best of those left out comes in for the last of those who sit."""
    sits = set(run.people.filter(is_member=True).values_list("application", flat=True))
    locked = {in_order[6].pk, in_order[17].pk, in_order[3].pk, in_order[20].pk}
    free = [each for each in in_order if each.pk not in locked]
    into = next(each for each in free if each.pk not in sits)
    out = next(each for each in reversed(free) if each.pk in sits)
    move(
        by=by,
        call=call,
        seen=_seen(call),
        into=[into],
        out=[out],
        despite=_all([into]),
        reason="The best answers that we read, to talk over together.",
    )


def _seen(call: Call) -> int:
    return board_of(call).version


def _all(people: Iterable[Application]) -> Despite:
    return {each.pk: list(Caution) for each in people}
