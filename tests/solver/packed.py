"""Rebuilds a problem from its canonical form."""

from solver.problem import Person, Problem, Target, tags_of


def problem_of(given: dict) -> Problem:
    """The problem whose `canonical` this is."""
    people = [
        Person(each["id"], each["score"], tags_of(each["tags"]), each["household"], each["error"])
        for each in given["people"]
    ]
    targets = [Target(t["feature"], t["value"], t["min"], t["max"]) for t in given["targets"]]
    return Problem.of(
        given["seats"],
        people,
        targets,
        lock_in=given["lock_in"],
        lock_out=given["lock_out"],
        apart=given["apart"],
        unit=given["unit"],
    )
