"""Runs each command with its parsed options."""

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


def run(options: argparse.Namespace) -> int:
    """Run a command and return its exit code; each fault is a line on the terminal."""
    progress = Progress()
    clock = Clock(options.time_limit, progress)
    try:
        code, text = {"panel": _panel, "lottery": _lottery, "assign": _assign}[options.command](
            options, clock
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


def _problem(options: argparse.Namespace, **more: object) -> Problem:
    people = read_people(options.candidates)
    return Problem.of(
        options.seats, people, read_targets(options.targets, people, options.seats), **more
    )


def _panel(options: argparse.Namespace, clock: Clock) -> tuple[int, str]:
    problem = _problem(
        options,
        lock_in=options.lock_in,
        lock_out=options.lock_out,
        apart=options.apart,
        unit=options.unit,
    )
    answer = diagnosed(choose(problem, options.seed, clock=clock), clock)
    more = _more(options, answer, clock)
    if options.pack:
        _write_pack(options, replace(answer, extras={**answer.extras, **more}))
    text = as_json(panel_json(answer, more)) if options.json else panel_text(answer, more)
    return CODES[answer.status], text


def _more(options: argparse.Namespace, answer: Answer, clock: Clock) -> dict[str, object]:
    """Reserves and firmness, if the options ask for them."""
    more: dict[str, object] = {}
    if options.reserves and answer.members:
        found = reserves(
            answer.problem, answer.members, options.reserves, lot=options.seed, clock=clock
        )
        more["reserves"] = list(found.scenarios.ids)
        more["reserves_restored"] = found.scenarios.restored
        more["reserves_restored_of_two"] = found.scenarios.restored_of_two
        more["reserves_by_score"] = list(found.by_score.ids)
        more["reserves_by_score_restored"] = found.by_score.restored
        more["reserves_price_x100"] = found.price
    if options.firmness and answer.members:
        more["firmness"] = firmness(answer.problem, options.firmness, clock=clock)
    return more


def _write_pack(options: argparse.Namespace, answer: Answer) -> None:
    file = options.pack
    if answer.proof is None:
        say(sentence(Fault.of("nothing_to_pack", file=str(file))))
        return
    try:
        if any(
            source.samefile(file)
            for source in (options.candidates, options.targets)
            if file.exists()
        ):
            raise Refused(Fault.of("same_file_twice", file=str(file)))
        write_whole(file.resolve(), as_json(answer.pack()))
    except OSError as error:
        raise Refused(Fault.of("not_written", file=str(file), reason=error.strerror)) from None


def _lottery(options: argparse.Namespace, clock: Clock) -> tuple[int, str]:
    result = lottery(_problem(options), leximin=options.leximin, clock=clock)
    text = as_json(lottery_json(result)) if options.json else lottery_text(result)
    return DONE if result.is_closed else NOT_IN_TIME, text


def _assign(options: argparse.Namespace, clock: Clock) -> tuple[int, str]:
    work = read_work(options.applications, options.readers, options.readings)
    made = assign(*work, options.seed or "", clock)
    text = as_json(assignment_json(made)) if options.json else assignment_text(made)
    if made.is_cut_short:
        return NOT_IN_TIME, text
    return DONE if made.is_complete else CANNOT, text
