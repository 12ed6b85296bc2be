"""P6: to open an application, submit its scores and open the next, beside a plain Django admin."""

from bench import rows
from bench.server import empty_database, environment_of, load_demo, printed_by
from config.postgres_roles import Addresses

SIZES = (1_000, 10_000)
MOST_MS, MOST_SQL, MOST_GROWTH = 60, 15, 1.1
COLUMNS = ("figure", "1,000", "10,000", "growth", "plain admin", "limit", "met")


def measure() -> list[tuple]:
    """CPU and SQL of the three requests together, at both sizes."""
    with empty_database() as demo:
        load_demo(environment_of(demo))
        small, large = (_costs(size, demo) for size in SIZES)
    growth = large["ours"][0] / small["ours"][0]
    (_, fewer), (cpu, sql), (peer, peer_sql) = small["ours"], large["ours"], large["plain"]
    return [
        (
            "P6 open, submit, open the next: CPU",
            f"{small['ours'][0]:.0f} ms",
            f"{cpu:.0f} ms",
            f"{growth:.2f} ×",
            f"{small['plain'][0]:.0f}, {peer:.0f} ms",
            f"{MOST_MS} ms, {MOST_GROWTH} ×",
            cpu <= MOST_MS and growth <= MOST_GROWTH,
        ),
        (
            "P6 open, submit, open the next: SQL",
            f"{fewer:.0f}",
            f"{sql:.0f}",
            "–",
            f"{peer_sql:.0f}",
            MOST_SQL,
            sql <= MOST_SQL,
        ),
    ]


def _costs(size: int, demo: Addresses) -> dict[str, tuple[float, float]]:
    """(CPU in milliseconds, statements) of "ours" and "plain" with `size` applications."""
    with rows.grown(size, demo) as environment:
        environment = {**environment, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        lines = [
            line.split() for line in printed_by(environment, __name__ + "_inside").splitlines()
        ]
    return {name: (float(cpu), float(sql)) for name, cpu, sql in lines}
