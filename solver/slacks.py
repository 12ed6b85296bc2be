"""The slacks of targets: by how much each bound may be relaxed, and at what cost."""

from typing import NamedTuple

from solver.model import Extra
from solver.problem import Problem, Target

PER_SEAT = 10_000  # costs are whole ten-thousandths of raising a maximum by one seat


class Slack(NamedTuple):
    """The slack of one bound of a target; `row` is its row in the model."""

    target: Target
    bound: str
    row: int
    cost: int
    most: int

    @property
    def extra(self) -> Extra:
        """Its column in the model: seats by which the bound is relaxed."""
        weight = 1 if self.bound == "min" else -1
        return Extra(
            f"{self.target.key} {self.bound}", -self.cost, self.most, ((self.row, weight),)
        )

    def relaxed(self, seats: int) -> dict[str, object]:
        """The change as JSON data."""
        target, is_min = self.target, self.bound == "min"
        return {
            "feature": target.feature,
            "value": target.value,
            "bound": self.bound,
            "from": target.minimum if is_min else target.maximum,
            "to": target.minimum - seats if is_min else target.maximum + seats,
        }


def slacks_of(problem: Problem) -> tuple[Slack, ...]:
    """All slacks: lowering a minimum m costs 1 + 2/m a seat, raising a maximum 1."""
    found = []
    for at, target in enumerate(problem.targets, start=1):
        least, room = target.minimum, problem.seats - target.maximum
        if least:
            cost = PER_SEAT + (2 * PER_SEAT + least // 2) // least
            found.append(Slack(target, "min", at, cost, least))
        if room > 0:
            found.append(Slack(target, "max", at, PER_SEAT, room))
    return tuple(found)
