"""Answers a program's request: JSON from standard input, and to standard output one object a line.

Lines with `stage` tell how far the work is; the last one has `answer`. A request has `people` (id,
score, error, tags by attribute), `targets` (feature, value, min, max; no max: every seat), `seats`
(the fewest and the most), `lock_in`, `lock_out`, `apart`, `unit` and `lot`.
"""

import json
import os
import select
import sys
import time
from collections.abc import Callable, Mapping
from threading import Thread

from solver.clock import Clock
from solver.diagnosis import diagnosed
from solver.explain import costs_of, excluding, including, points_kept, points_missing, tied
from solver.faults import NotConfirmed, Refused
from solver.firmness import firmness
from solver.outreach import further_applicants
from solver.panel import Answer, choose
from solver.process import FAILED, INTERRUPTED
from solver.replacement import replaced
from solver.report import panel_json
from solver.requested import Request, problem_of
from solver.reserves import reserves as best_reserves

DONE, REFUSED = 0, 64
EVERY = 0.2  # seconds between lines about progress, at least
LOCKS_TRIED = 5  # of those that could be taken off instead of changing a target
KINDLY = 5  # how much less urgent than pages costs and firmness are, for the processor


class Lines:
    """Writes JSON lines; ends the process once nobody reads them any more."""

    def __init__(self) -> None:
        self.last = 0.0
        Thread(target=_end_without_reader, daemon=True).start()

    def __call__(self, stage: str, about: dict[str, object]) -> None:
        """A line about progress, unless there was one just now."""
        now = time.monotonic()
        if now - self.last >= EVERY:
            self.last = now
            self.write({"stage": stage, **about})

    def write(self, line: Mapping[str, object]) -> None:
        """One line, at once."""
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _end_without_reader() -> None:
    """Wait until the other end of a pipe is closed: whoever asked has died."""
    reader = select.poll()
    reader.register(sys.stdout.fileno(), 0)  # errors alone, which that is
    reader.poll()
    os._exit(INTERRUPTED)


def run(kind: str, seconds: float | None) -> int:
    """Answer the request of one kind on standard input; returns the exit code."""
    lines = Lines()
    if kind == "explain":
        os.nice(KINDLY)
    try:
        answer = KINDS[kind](json.load(sys.stdin), Clock(seconds, lines))
    except Refused as refused:
        faults = [{"code": fault.code, **dict(fault.about)} for fault in refused.faults]
        lines.write({"refused": faults})
        return REFUSED
    except NotConfirmed:
        lines.write({"refused": [{"code": "not_confirmed"}]})
        return FAILED
    lines.write({"answer": answer})
    return DONE


def propose(request: Request, clock: Clock) -> dict[str, object]:
    """The best panel for each number of seats; the most seats that can be filled are `seats`.

    `prices` has for each person the score units that taking them in, or leaving them out, costs at
    least. Where no number of seats will do, the last option says why and what would, and `instead`
    has the best panels with more seats, and without one lock each.
    """
    least, most = request["seats"]
    answers = [
        choose(problem_of(request, seats), request["lot"], clock=clock)
        for seats in range(least, most + 1)
    ]
    found = [answer for answer in answers if answer.members]
    instead = []
    if not found:
        answers[-1] = diagnosed(answers[-1], clock)
        instead = _instead(request, answers[-1], clock)
    best = found[-1] if found else None
    return {
        "options": [
            {"seats": each.problem.seats, **panel_json(each, {"ties": each.ties})}
            for each in answers
        ],
        "seats": best and best.problem.seats,
        "status": best.status if best else answers[-1].status,
        "prices": prices_of(best) if best and best.proof else {},
        "instead": instead,
    }


def _instead(request: Request, answer: Answer, clock: Clock) -> list[dict[str, object]]:
    """Best panels that keep every target with more seats, and with one lock less."""
    problem, found = answer.problem, []
    if seats := answer.extras.get("seats_needed"):
        more = choose(problem_of(request, seats), prove=False, ties=False, clock=clock)
        found.append({"seats": seats, "panel": more.members, "total_x100": more.total})
    for person in [*problem.lock_in, *problem.lock_out][:LOCKS_TRIED]:
        freed = problem.changed(
            lock_in=tuple(each for each in problem.lock_in if each != person),
            lock_out=tuple(each for each in problem.lock_out if each != person),
        )
        without = choose(freed, prove=False, ties=False, clock=clock)
        if without.members:
            found.append({"lock": person, "panel": without.members, "total_x100": without.total})
    return [each for each in found if each["panel"]]


def explain(request: Request, clock: Clock) -> dict[str, object]:
    """What each target costs, between whom the lot decides, and how often each sits in redraws."""
    answer = answer_in(request)
    costs, level = costs_of(answer, clock), tied(answer, clock)
    return {
        "by_target": costs.by_row,
        "by_attribute": costs.by_attribute,
        "whole": costs.whole,
        "share": costs.share,
        "binding": costs.binding,
        "tied": {"in": level.sits, "out": level.sits_not, "is_whole": level.is_whole},
        "firmness": firmness(answer.problem, clock=clock),
    }


def price(request: Request, clock: Clock) -> dict[str, object]:
    """The exact cost of taking in `person`, or of doing without them if they sit, and who would
    come and go for it; a cost of None where no panel is left, or the time was over first.
    """
    answer, person = answer_in(request), request["person"]
    other = excluding if person in answer.members else including
    found = other(answer, person, clock)
    is_late = found.cost is None and clock.is_over
    return {"cost": found.cost, "into": found.into, "out": found.out, "is_late": is_late}


def outreach(request: Request, clock: Clock) -> dict[str, object]:
    """The fewest further applicants that would make the targets reachable; None: no number does."""
    found = further_applicants(problem_of(request, request["seats"][1]), clock)
    if found is None:
        return {"people": None, "needed": []}
    needed = [[feature, value, count] for (feature, value), count in found.needed.items()]
    return {"people": found.people, "needed": needed}


def reserves(request: Request, clock: Clock) -> dict[str, object]:
    """`count` reserves for the panel `members`: those who cover best for whoever leaves, and the
    next by score beside them, each with the share of drop-outs after which all targets hold.
    """
    members = tuple(request["members"])
    problem = problem_of(request, len(members))
    lists = best_reserves(problem, members, request["count"], lot=request["lot"], clock=clock)
    return {
        "price": lists.price,
        **{
            name: {"ids": each.ids, "two": each.restored_of_two, "several": each.restored}
            for name, each in (("safer", lists.scenarios), ("by_score", lists.by_score))
        },
    }


def replace(request: Request, clock: Clock) -> dict[str, object]:
    """The fewest changes to the panel `members` that fill `seats` and keep all of `confirmed`.

    Where no change keeps every target, `is_possible` is false, and `relaxed` has the bounds that
    change least if every member stays, and who would then join; None if nothing helps.
    """
    found = replaced(
        problem_of(request, request["seats"]),
        request["members"],
        (),
        confirmed=request["confirmed"],
        clock=clock,
    )
    least = found.relaxations[0] if found.relaxations else None
    joining = sorted({*least.members} - {*request["members"]}) if least else []
    return {
        "into": found.into,
        "out": found.out,
        "is_possible": bool(found.members),
        "relaxed": least and {"rows": least.rows, "into": joining},
    }


KINDS: dict[str, Callable[[Request, Clock], dict[str, object]]] = {
    "propose": propose,
    "explain": explain,
    "price": price,
    "outreach": outreach,
    "reserves": reserves,
    "replace": replace,
}


def answer_in(request: Request) -> Answer:
    """The best panel that an earlier answer found, as the request has it under `found`."""
    found = request["found"]
    return Answer(
        problem_of(request, found["seats"]),
        found["status"],
        tuple(found["panel"]),
        found["total_x100"],
        found["upper_bound_x100"],
        found["proof"],
        request["lot"],
    )


def prices_of(answer: Answer) -> dict[str, int]:
    """For everybody what the other decision about them costs at least, in score units."""
    return {**points_missing(answer), **points_kept(answer)}
