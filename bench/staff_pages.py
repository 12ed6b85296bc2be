"""P5b: every staff page of every role, at two sizes: CPU, bytes and SQL."""

from collections.abc import Collection
from dataclasses import dataclass
from http.client import HTTPConnection

from bench import fixed_string, rows
from bench.server import (
    Server,
    empty_database,
    environment_of,
    gunicorn,
    load_demo,
    printed_by,
)
from config.postgres_roles import Addresses

SIZES = (1_000, 10_000)
TIMES = 10
MOST_MS = 80
BOARD, MOST_BOARD_MS = "/staff/board/", 100  # P7
MOST_BYTES = 60_000
COLUMNS = ("role", "page", "CPU, 1,000", "CPU, 10,000", "kB, 10,000", "SQL", "limit", "met")


@dataclass(frozen=True)
class Cost:
    """One page at one size; CPU in milliseconds, that of a fixed string just before, and bytes."""

    cpu: float
    fixed: float
    size: int
    sql: int

    @property
    def times(self) -> float:
        """How many strings it costs."""
        return self.cpu / self.fixed

    @property
    def in_words(self) -> str:
        """ "132 ms (70 ×)"."""
        return f"{self.cpu:.0f} ms ({self.times:.0f} ×)"


def measure(parts: Collection[str] = ()) -> list[tuple]:
    """One row for each role and page that exists at both sizes; of `parts` of addresses, if any."""
    with empty_database() as demo:
        load_demo(environment_of(demo))
        small, large = (_costs(demo, size, parts) for size in SIZES)
    lines = []
    for (role, path), cost in large.items():
        before = small.get((role, path), cost)
        most = fixed_string.scaled(MOST_BOARD_MS if path == BOARD else MOST_MS, 1)
        limit = f"{most:.0f} × the fixed string, {MOST_BYTES // 1000} kB, equal SQL"
        met = cost.times <= most and cost.size <= MOST_BYTES and cost.sql == before.sql
        sql = str(cost.sql) if cost.sql == before.sql else f"{before.sql}, {cost.sql}"
        figures = before.in_words, cost.in_words, f"{cost.size / 1000:.0f}", sql
        lines.append((role, path, *figures, limit, met))
    return lines


def _costs(demo: Addresses, size: int, parts: Collection[str]) -> dict[tuple[str, str], Cost]:
    """The cost of each role's pages with `size` applications."""
    with rows.grown(size, demo) as environment:
        printed = printed_by(environment, "bench.staff_pages_inside", *parts).splitlines()
        lines = [line.split("\t") for line in printed]
        cookies = {line[1]: line[2] for line in lines if line[0] == "cookie"}
        with gunicorn({**environment, "DJANGO_SETTINGS_MODULE": "bench.settings"}) as server:
            return {
                (role, path): _cost(server, path, cookies[role], int(sql))
                for kind, role, path, *rest in lines
                if kind == "page"
                for sql in rest
            }


def _cost(server: Server, path: str, cookie: str, sql: int) -> Cost:
    """The mean of some requests, after one for each worker's caches.

    The string is asked for beside each page, since the machine's speed changes within minutes.
    """
    fixed = fixed_string.cost(server)
    server.get(path, 4, cookie)
    before = server.cpu_ms()
    server.get(path, TIMES, cookie)
    cpu = (server.cpu_ms() - before) / TIMES
    link = HTTPConnection("127.0.0.1", server.port, timeout=60)
    link.request("GET", path, headers={"Cookie": cookie})
    size = len(link.getresponse().read())
    link.close()
    return Cost(cpu, fixed, size, sql)
