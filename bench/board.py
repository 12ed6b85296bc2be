"""P7 on the site: pages of the board, a proposal from the press to the screen, an exact price."""

import json

from bench import fixed_string, rows
from bench.server import printed_by

SIZES = (1_000, 10_000)
COLUMNS = ("figure", "1,000", "10,000", "limit", "met")
# name → (limit, its unit); SQL must be equal at both sizes, and pages' CPU is that of one request.
LIMITS = {
    "proposal on screen after the press": (5, "s"),
    "the same, CPU of all processes": (5, "s"),
    "the press alone, CPU": (1.5, "s"),
    "exact price of one person, CPU": (2, "s"),
    "costs and firmness after it, CPU": (300, "s"),
}
MOST_PAGE_MS = 100


def measure() -> list[tuple]:
    """One row for each figure at both sizes."""
    small, large = (_found(size) for size in SIZES)
    lines = [
        (
            f"P7 {name}",
            f"{small[name]:.2f} {unit}",
            f"{large[name]:.2f} {unit}",
            f"{most} {unit}",
            large[name] <= most,
        )
        for name, (most, unit) in LIMITS.items()
    ]
    most = fixed_string.scaled(MOST_PAGE_MS, large["fixed string"])
    for path, (cpu, sql) in large["pages"].items():
        before, fewer = small["pages"][path]
        met = cpu <= most and sql == fewer
        figures = (f"{before:.0f} ms, {fewer} SQL", f"{cpu:.0f} ms, {sql} SQL")
        lines.append((f"P7 {path}", *figures, f"{most:.0f} ms, equal SQL", met))
    return lines


def _found(size: int) -> dict:
    with rows.grown(size) as environment:
        found = json.loads(printed_by(environment, f"{__name__}_inside").splitlines()[-1])
        return {**found, "fixed string": fixed_string.cost_in(environment)}
