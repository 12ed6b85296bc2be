"""What the commands do once their arguments are read."""

import argparse
import sys
from dataclasses import replace

from solver.assign import assign
from solver.clock import Clock
from solver.diagnosis import diagnosed
from solver.faults import Fault, NotConfirmed, Refused
from solver.firmness import firmness
from solver.lottery import lottery
from solver.panel import INFEASIBLE, NOT_PROVED, OPTIMAL, Answer, choose
from solver.problem import Problem
from solver.process import FAILED, Progress, say
from solver.reading import read_people, read_targets
from solver.reading_readers import read_work
from solver.report import (
    as_json,
    assignment_json,
    assignment_text,
    lottery_json,
    lottery_text,
    panel_json,
    panel_text,
    write_whole,
)
from solver.reserves import reserves
from solver.wording import sentence

DONE, CANNOT, NOT_IN_TIME, USAGE = 0, 2, 3, 64
REFUSED = {
    "no_panel_to_draw": CANNOT,
    "no_time_to_draw": NOT_IN_TIME,
    "no_time_to_assign": NOT_IN_TIME,
}
CODES = {OPTIMAL: DONE, INFEASIBLE: CANNOT, NOT_PROVED: NOT_IN_TIME}


def run(asked: argparse.Namespace) -> int:
    """The exit code; whatever is wrong is said on the terminal, a line each."""
    progress = Progress()
    clock = Clock(asked.time_limit, progress)
    try:
        code, text = {"panel": _panel, "lottery": _lottery, "assign": _assign}[asked.command](
            asked, clock
        )
    except Refused as refused:
        for fault in refused.faults:
            say(sentence(fault))
        return REFUSED.get(refused.faults[0].code, USAGE)
    except NotConfirmed as withheld:
        say(sentence(Fault.of("not_confirmed", reason=str(withheld))))
        return FAILED
    progress.clear()
    sys.stdout.write(text)
    return code


def _problem(asked: argparse.Namespace, **more: object) -> Problem:
    people = read_people(asked.candidates)
    return Problem.of(asked.seats, people, read_targets(asked.targets, people, asked.seats), **more)


def _panel(asked: argparse.Namespace, clock: Clock) -> tuple[int, str]:
    problem = _problem(
        asked, lock_in=asked.lock_in, lock_out=asked.lock_out, apart=asked.apart, unit=asked.unit
    )
    answer = diagnosed(choose(problem, asked.seed, clock=clock), clock)
    more = _more(asked, answer, clock)
    if asked.pack:
        _write_pack(asked, replace(answer, extras={**answer.extras, **more}))
    text = as_json(panel_json(answer, more)) if asked.json else panel_text(answer, more)
    return CODES[answer.status], text


def _more(asked: argparse.Namespace, answer: Answer, clock: Clock) -> dict[str, object]:
    """Reserves and firmness, where asked for."""
    more: dict[str, object] = {}
    if asked.reserves and answer.members:
        found = reserves(
            answer.problem, answer.members, asked.reserves, lot=asked.seed, clock=clock
        )
        more["reserves"] = list(found.scenarios.ids)
        more["reserves_restored"] = found.scenarios.restored
        more["reserves_restored_of_two"] = found.scenarios.restored_of_two
        more["reserves_by_score"] = list(found.by_score.ids)
        more["reserves_by_score_restored"] = found.by_score.restored
        more["reserves_price_x100"] = found.price
    if asked.firmness and answer.members:
        more["firmness"] = firmness(answer.problem, asked.firmness, clock=clock)
    return more


def _write_pack(asked: argparse.Namespace, answer: Answer) -> None:
    file = asked.pack
    if answer.proof is None:
        say(sentence(Fault.of("nothing_to_pack", file=str(file))))
        return
    try:
        if any(
            source.samefile(file) for source in (asked.candidates, asked.targets) if file.exists()
        ):
            raise Refused(Fault.of("same_file_twice", file=str(file)))
        write_whole(file.resolve(), as_json(answer.pack()))
    except OSError as error:
        raise Refused(Fault.of("not_written", file=str(file), reason=error.strerror)) from None


def _lottery(asked: argparse.Namespace, clock: Clock) -> tuple[int, str]:
    drawn = lottery(_problem(asked), leximin=asked.leximin, clock=clock)
    text = as_json(lottery_json(drawn)) if asked.json else lottery_text(drawn)
    return DONE if drawn.is_closed else NOT_IN_TIME, text


def _assign(asked: argparse.Namespace, clock: Clock) -> tuple[int, str]:
    work = read_work(asked.applications, asked.readers, asked.readings)
    made = assign(*work, asked.seed or "", clock)
    text = as_json(assignment_json(made)) if asked.json else assignment_text(made)
    if made.is_cut_short:
        return NOT_IN_TIME, text
    return DONE if made.is_complete else CANNOT, text
