"""The full diagnosis of targets that cannot be met, as one answer that `verify.py` accepts."""

from dataclasses import replace

from solver.arithmetic import impossibilities
from solver.clock import Clock
from solver.conflict import further_conflicts, minimal_conflict, seats_needed
from solver.panel import INFEASIBLE, Answer, confirmed
from solver.relax import relaxations


def diagnosed(answer: Answer, clock: Clock | None = None) -> Answer:
    """The same answer with arithmetic, conflict, relaxations and seats needed."""
    clock = clock or Clock()
    if answer.status != INFEASIBLE:
        return answer
    problem = answer.problem
    extras: dict[str, object] = {
        "arithmetic": [
            {"code": fault.code, **dict(fault.about)} for fault in impossibilities(problem)
        ]
    }
    conflict = minimal_conflict(problem, clock)
    if conflict:
        answer = replace(answer, proof=conflict.proof)
        extras["conflict"] = list(conflict.bounds)
        extras["conflict_is_minimal"] = conflict.is_minimal
        more = further_conflicts(problem, conflict, clock)
        extras["more_conflicts"] = [list(each.bounds) for each in more]
    extras["relaxations"] = [each.plain for each in relaxations(problem, clock)]
    needed = seats_needed(problem, clock)
    extras["seats_needed"] = needed.seats
    if needed.proof:
        extras["seats_proof"] = [needed.proof, list(needed.members)]
    else:
        extras["seats_are_proved"] = needed.is_proved
    return confirmed(replace(answer, extras=extras))
