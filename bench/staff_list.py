"""P5: the staff list at several sizes, compared with a plain Django admin over the same rows."""

import re
import statistics
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

from bench import rows
from bench.server import Server, gunicorn, printed_by

SMALL, LARGE, HUGE = 1_000, 10_000, 1_000_000
ROUNDS = 40
MOST_GROWTH = 1.1
LONGEST = 1_000  # ms: what "usable at a million" means here
OURS = {
    "list": {},
    "list, oldest first": {"sort": "received"},
    "list, by name": {"sort": "name"},
    "list, by neighborhood": {"sort": "neighborhood"},
    "filter by language": {"language": "ht"},
    "filter by two": {"status": "received", "channel": "mail"},
    "search, one person": {"text": "person77@example.org"},
    "search, a common name": {"text": "desir"},
    "search, nobody": {"text": "qqqq"},
}
PEERS = {
    "list": "",
    "list, oldest first": "",
    "list, by name": "",
    "list, by neighborhood": "",
    "filter by language": "?revision__language__exact=ht",
    "filter by two": (
        "?revision__application__status__exact=received&revision__application__channel__exact=mail"
    ),
    "search, one person": "?q=person77%40example.org",
    "search, a common name": "?q=D%C3%A9sir",
    "search, nobody": "?q=qqqq",
}


@dataclass
class Site:
    """The site with `size` applications, and a coordinator's session."""

    size: int
    server: Server
    cookie: str
    sql: int
    addresses: dict[str, str]
    peers: dict[str, str]

    def ask(self, path: str) -> float:
        """Milliseconds until the whole page has arrived."""
        link = HTTPConnection("127.0.0.1", self.server.port, timeout=300)
        started = time.perf_counter()
        link.request("GET", path, headers={"Cookie": self.cookie})
        answer = link.getresponse()
        body = answer.read()
        took = 1000 * (time.perf_counter() - started)
        link.close()
        assert answer.status == 200, (path, answer.status, body[:300])
        return took


def measure(sizes: tuple[int, ...]) -> list[tuple]:
    """One row for each page: time at each size, growth from the first to the second, the peer's."""
    with ExitStack() as stack:
        sites = [stack.enter_context(site_of(size)) for size in sizes]
        sql = {site.sql for site in sites}
        lines = [_line(name, sites) for name in OURS]
    lines.append(
        ("P5 list, SQL", *(str(site.sql) for site in sites), "–", "–", "constant", len(sql) == 1)
    )
    return lines


def _line(name: str, sites: list[Site]) -> tuple:
    """One page at every size, ours and the peer's in turn, so that noise affects both equally."""
    ours: dict[int, list[float]] = {site.size: [] for site in sites}
    peer: dict[int, list[float]] = {site.size: [] for site in sites}
    for turn in range(ROUNDS + 2):
        for site in sites:
            if site.size == HUGE and turn > ROUNDS // 4:
                continue
            took = site.ask(site.addresses[name]), site.ask(site.peers[name])
            if turn >= 2:  # the first ones fill caches
                ours[site.size].append(took[0])
                peer[site.size].append(took[1])
    mean = {size: statistics.median(took) for size, took in ours.items()}
    other = {size: statistics.median(took) for size, took in peer.items()}
    growth = mean[LARGE] / mean[SMALL]
    met = growth <= MOST_GROWTH and mean.get(HUGE, 0) <= LONGEST
    peers = ", ".join(f"{other[size]:.0f}" for size in other)
    limit = f"{MOST_GROWTH} ×" + (f", {LONGEST} ms" if HUGE in mean else "")
    return (
        f"P5 {name}",
        *(f"{mean[size]:.0f} ms" for size in mean),
        f"{growth:.2f} ×",
        f"{peers} ms ({other[LARGE] / other[SMALL]:.2f} ×)",
        limit,
        met,
    )


def columns(sizes: tuple[int, ...]) -> tuple[str, ...]:
    """The heading of what `measure` returns."""
    return (
        "figure",
        *(f"{size:,}" for size in sizes),
        "growth",
        "plain admin list",
        "limit",
        "met",
    )


@contextmanager
def site_of(size: int) -> Iterator[Site]:
    """Serve a separate database with the demo and `size` more applications."""
    with rows.grown(size) as environment:
        texts = urllib.parse.urlencode(OURS_TEXTS)
        output = printed_by(environment, "bench.staff_session", texts)
        session = dict(re.findall(r"^(\S+) (.+)$", output, re.MULTILINE))
        with gunicorn({**environment, "DJANGO_SETTINGS_MODULE": "bench.settings"}) as server:
            yield Site(
                size=size,
                server=server,
                cookie=session["cookie"],
                sql=int(session["sql"]),
                addresses={name: _address(given, session) for name, given in OURS.items()},
                peers={name: f"/bench/admin/applications/contact/{q}" for name, q in PEERS.items()},
            )


OURS_TEXTS = {given["text"]: "" for given in OURS.values() if "text" in given}


def _address(given: dict[str, str], session: dict[str, str]) -> str:
    """The list's address, with the session's token in place of a search text."""
    query = dict(given)
    if text := query.pop("text", ""):
        query["search"] = session[text]
    return f"/staff/applications/?{urllib.parse.urlencode(query)}"
