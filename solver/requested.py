"""A program's request as a problem; see requests.py for what it has in it.

Without numpy and HiGHS, so that a web process can read a request, too.
"""

from collections.abc import Mapping
from typing import Any

from solver.problem import Person, Problem, Target, tags_of

Request = Mapping[str, Any]


def problem_of(request: Request, seats: int) -> Problem:
    """The problem for one number of seats. Raises Refused."""
    people = [
        Person(
            id=each["id"],
            score=each["score"],
            error=each["error"],
            tags=tags_of(each["tags"]),
        )
        for each in request["people"]
    ]
    return Problem.of(
        seats,
        people,
        [target_of(each, seats) for each in request["targets"]],
        lock_in=request["lock_in"],
        lock_out=request["lock_out"],
        apart=request["apart"],
        unit=request["unit"],
    )


def pack_of(request: Request, option: Mapping[str, Any]) -> dict[str, Any]:
    """What `verify.py` reads about one of an answer's options."""
    problem = problem_of(request, option["seats"])
    return {**option, "input": problem.canonical, "lot": request["lot"]}


def target_of(asked: Mapping[str, Any], seats: int) -> Target:
    """Without a maximum it is every seat; a minimum above the seats cannot be met, and says so."""
    most = max(seats, asked["min"]) if asked["max"] is None else asked["max"]
    return Target(asked["feature"], asked["value"], asked["min"], most)
