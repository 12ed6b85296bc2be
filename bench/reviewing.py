"""P6: to open an application, submit its scores and open the next, beside a plain Django admin.

And two pages of coordinators whose work grows with what is there: names to compare, and the places
that new criteria change.
"""

from bench import fixed_string, rows
from bench.server import empty_database, environment_of, load_demo, printed_by
from config.postgres_roles import Addresses

SIZES = (1_000, 10_000)
MOST_MS, MOST_SQL, MOST_GROWTH = 60, 15, 1.1
MOST_PAGE_MS = 80
PAGES = {
    "conflicts": "conflicts, 100 listed people",
    "places": "new criteria, whose places change",
}
WALK = "P6 open, submit, open the next"
COLUMNS = ("figure", "1,000", "10,000", "growth", "plain admin", "limit", "met")


def measure() -> list[tuple]:
    """CPU and SQL of the three requests together, at both sizes."""
    with empty_database() as demo:
        load_demo(environment_of(demo))
        small, large = (_costs(size, demo) for size in SIZES)
    (before, *fewer), (cpu, *sql) = small["ours"], large["ours"]
    (peer_before, *_), (peer, *peer_sql) = small["plain"], large["plain"]
    (fixed,) = large["fixed"]
    most = fixed_string.scaled(MOST_MS, fixed)
    growth = cpu / before
    return [
        (
            f"{WALK}: CPU",
            f"{before:.0f} ms",
            f"{cpu:.0f} ms",
            f"{growth:.2f} ×",
            f"{peer_before:.0f}, {peer:.0f} ms",
            f"{most:.0f} ms, {MOST_GROWTH} ×",
            cpu <= most and growth <= MOST_GROWTH,
        ),
        *(
            (
                f"{WALK}: {what}",
                f"{fewer[i]:.0f}",
                f"{sql[i]:.0f}",
                "–",
                f"{peer_sql[i]:.0f}; of one score {large['one'][1 + i]:.0f}",
                MOST_SQL,
                sql[i] <= MOST_SQL,
            )
            for i, what in enumerate(("SQL", "SQL without BEGIN and COMMIT"))
        ),
        *(_page(what, small[name], large[name], fixed) for name, what in PAGES.items()),
    ]


def _page(what: str, small: list[float], large: list[float], fixed: float) -> tuple:
    """A page of coordinators: its CPU, and that its SQL does not grow."""
    most = fixed_string.scaled(MOST_PAGE_MS, fixed)
    (before, fewer), (cpu, sql) = small, large
    return (
        f"Coordinator’s page, {what}",
        f"{before:.0f} ms, {fewer:.0f} SQL",
        f"{cpu:.0f} ms, {sql:.0f} SQL",
        f"{cpu / before:.2f} ×",
        "–",
        f"{most:.0f} ms, equal SQL",
        cpu <= most and sql == fewer,
    )


def _costs(size: int, demo: Addresses) -> dict[str, list[float]]:
    """What reviewing_inside and reviewing_pages print of each, with `size` applications."""
    with rows.grown(size, demo) as environment:
        environment = {**environment, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        printed = printed_by(environment, "bench.reviewing_inside")
        rows.read(environment["OWNER_DATABASE_URL"])
        printed += printed_by(environment, "bench.reviewing_pages")
        lines = [line.split() for line in printed.splitlines()]
        fixed = fixed_string.cost_in(environment)
    found = {name: [float(each) for each in numbers] for name, *numbers in lines}
    return {**found, "fixed": [fixed]}
