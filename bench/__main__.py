"""`./run bench`: P1 to P5 in one run; the words below ask for others."""

import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

import psycopg2

from bench import (
    board,
    duplicates,
    figures,
    fixed_string,
    reviewing,
    scores,
    solver,
    staff_list,
    staff_pages,
)
from bench.server import (
    ROOT,
    Server,
    empty_database,
    environment_of,
    gunicorn,
    load_demo,
    printed_by,
)
from tests.journeys.visitor import Page, Visitor

ROUNDS = 3
GETS = 120
WALKS = 25
CALL = "design-group-2021"
KEPT_SECONDS = 10  # as in applications.form.site_cache, which needs Django
MOST_BYTES, MOST_REQUESTS = 20_000, 4  # of a page that is shown for the first time
# All visitors of the bench have one address; limits per address are not what it measures.
FROM_ONE_ADDRESS = {"FORM_STARTS_AN_HOUR": "1000000", "FORM_SENDS_AN_HOUR": "1000000"}
SENT = {
    "eligibility": {"lives_in_city": "yes"},
    "contact": {"full_name": "Frantz Désir", "email": "frantz@example.org"},
    "home": {"neighborhood": "mattapan"},
    "support": {"reads": "en"},
    "connection": {"connection": ["lived-experience"]},
    "questions": {"why-join": "x" * 600, "what-should-change": "y" * 600, "can-attend": "yes"},
    "about-you": {"age-band": "35-54", "gender": "woman"},
}


def main() -> int:
    """Measure and write docs/figures.md; the exit code is 1 when a limit is not met."""
    if "--million" in sys.argv:
        sizes = (staff_list.SMALL, staff_list.LARGE, staff_list.HUGE)
        return _staff("Staff list at a million", "./run bench --million", sizes)
    if "--staff" in sys.argv:
        if parts := sys.argv[sys.argv.index("--staff") + 1 :]:
            print(figures.table(staff_pages.COLUMNS, _in_words(staff_pages.measure(parts))))
            return 0
        measured = staff_pages.measure()
        return _write("Staff pages", "./run bench --staff", staff_pages.COLUMNS, measured)
    if "--duplicates" in sys.argv:
        return _duplicates("./run bench --duplicates")
    if "--solver" in sys.argv:
        return _write("Choosing", "./run bench --solver", solver.COLUMNS, solver.measure())
    if "--reviewing" in sys.argv:
        measured = reviewing.measure()
        return _write("Reviewing", "./run bench --reviewing", reviewing.COLUMNS, measured)
    if "--board" in sys.argv:
        return _write("The board", "./run bench --board", board.COLUMNS, board.measure())
    if "--scores" in sys.argv:
        return _write("Scores", "./run bench --scores", scores.COLUMNS, scores.measure())
    failed = _public()
    failed += _staff("Staff list", "./run bench", (staff_list.SMALL, staff_list.LARGE))
    return min(failed, 1)


def _staff(section: str, command: str, sizes: tuple[int, ...]) -> int:
    """P5; 1 when a limit is not met."""
    rows = staff_list.measure(sizes)
    return _write(section, command, staff_list.columns(sizes), rows)


def _duplicates(command: str) -> int:
    """Planted pairs and hints; 1 when a limit is not met."""
    return _write("Duplicates", command, duplicates.COLUMNS, duplicates.measure())


def _write(section: str, command: str, columns: tuple[str, ...], rows: list[tuple]) -> int:
    """Write and print the figures; 1 when a limit is not met."""
    print(figures.write(section, command, columns, _in_words(rows)))
    return 0 if all(row[-1] for row in rows) else 1


def _in_words(rows: list[tuple]) -> list[tuple]:
    return [(*row[:-1], "yes" if row[-1] else "**no**") for row in rows]


def _public() -> int:
    """P1 to P4; 1 when a limit is not met."""
    with empty_database() as database:
        environment = {**environment_of(database), **FROM_ONE_ADDRESS}
        _prepare(environment, database.owner)
        sql = _sql(environment)
        bench = {**environment, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        with gunicorn(bench) as server:
            pages, sending = _pages(server, sql), _sending(server, sql)
        rows = [*pages, *_weight(environment), *sending]
    columns = ("figure", "ours", "limit", "peers in the same run", "met")
    return _write("Speed of the public site", "./run bench", columns, rows)


def _prepare(environment: dict[str, str], owner: str) -> None:
    """Load the demo, and create the peer's table."""
    load_demo(environment)
    with psycopg2.connect(owner) as link:
        cursor = link.cursor()
        cursor.execute("CREATE TABLE bench_plain (id bigserial PRIMARY KEY, answers jsonb)")
        cursor.execute("GRANT ALL ON bench_plain TO PUBLIC")
        cursor.execute("GRANT ALL ON SEQUENCE bench_plain_id_seq TO PUBLIC")


def _sql(environment: dict[str, str]) -> dict[str, int]:
    """The number of SQL statements of each page, counted by bench.sql in another process."""
    counted = printed_by(environment, "bench.sql")
    return {name: int(count) for name, count in re.findall(r"^(\S+) (\d+)$", counted, re.MULTILINE)}


def _cost(server: Server, work: Callable[[], None], times: int) -> float:
    """Median CPU milliseconds of one call of `work`, over a few rounds of many calls."""
    rounds = []
    for _ in range(ROUNDS):
        before = server.cpu_ms()
        for _ in range(times):
            work()
        rounds.append((server.cpu_ms() - before) / times)
    return statistics.median(rounds)


def _pages(server: Server, sql: dict[str, int]) -> list[tuple]:
    """P1 and P2: a fresh form page compared with a fixed string and a plain form."""

    def cost(path: str, cookie: str = "") -> float:
        return _cost(server, lambda: server.get(path, GETS, cookie), 1) / GETS

    call, form = f"/en/{CALL}/", f"/en/{CALL}/apply"
    for path in (fixed_string.PATH, "/bench/form/", f"{form}/eligibility/", call):
        server.get(path, 50)
    visitor = Visitor(server.url)
    _walk(visitor, upto="contact")
    cookie = "; ".join(f"{c.name}={c.value}" for c in visitor.cookies)
    fixed, plain = cost(fixed_string.PATH), cost("/bench/form/")
    first = cost(f"{form}/eligibility/")
    longest = max(cost(f"{form}/{step}/", cookie) for step in ("contact", "home"))
    public = {path: cost(path) for path in ("/en/", call, f"{call}paper/", "/en/about/privacy/")}
    public[f"{call} with a draft"] = cost(call, cookie)
    heaviest = max(public, key=public.__getitem__)
    peers = f"fixed string {fixed:.2f} ms, plain 16-field form {plain:.2f} ms"

    def row(name: str, found: float, most: float) -> tuple:
        limit = f"{most} × the fixed string"
        return name, f"{found:.2f} ms ({found / fixed:.1f} ×)", limit, peers, found <= most * fixed

    return [
        row("P1 first form page, CPU", first, 2),
        row("P1 longest later form page, CPU", longest, 3),
        row(f"P1b heaviest other page, CPU: {heaviest}", public[heaviest], 2.5),
        ("P2 first form page, SQL", sql["first"], "0", "–", sql["first"] == 0),
        ("P2 later form page, SQL", sql["step"], "1", "–", sql["step"] <= 1),
        ("P2 home and call page, SQL", sql["public"], "0", "–", sql["public"] == 0),
    ]


def _weight(environment: dict[str, str]) -> list[tuple]:
    """P3: what a phone loads the first time, compressed, and from whom; over every public page."""
    manage = [sys.executable, "manage.py", "shell", "--verbosity", "0"]
    weighed = subprocess.run(
        [*manage, "--command", "from bench import weight; weight.main()"],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ).stdout
    pages = [line.split(" ", 3) for line in weighed.splitlines()]
    size, _, _, heaviest = max(pages, key=lambda page: int(page[0]))
    most = max(int(page[1]) for page in pages)
    others = sum(int(page[2]) for page in pages)
    return [
        (
            f"P3 heaviest of {len(pages)} cold pages, compressed",
            f"{int(size) / 1000:.1f} kB: {heaviest}",
            "20 kB",
            "–",
            int(size) <= MOST_BYTES,
        ),
        ("P3 most requests", most, MOST_REQUESTS, "–", most <= MOST_REQUESTS),
        ("P3 other hosts", others, "0", "–", others == 0),
    ]


def _sending(server: Server, sql: dict[str, int]) -> list[tuple]:
    """P4: the last step with its receipt, and the whole form."""
    fields = {"answers": "x" * 1200, "name": "Frantz Désir"}
    fixed = _cost(server, lambda: server.get(fixed_string.PATH, GETS), 1) / GETS
    peer = _cost(server, lambda: _post(server.url + "/bench/store/", fields), WALKS)
    _walk(Visitor(server.url))
    whole = _cost(server, lambda: _walk(Visitor(server.url)), WALKS)
    cold = statistics.median(_cold(server) for _ in range(ROUNDS))
    ready: list[tuple[Visitor, Page]] = []
    for _ in range(ROUNDS * WALKS):
        visitor = Visitor(server.url)
        ready.append((visitor, _walk(visitor, upto="check")))
    visitor, page = ready[0]
    check = _cost(server, lambda: visitor.open(page.url), WALKS)
    last = _cost(server, lambda: _send(*ready.pop()), WALKS)
    receipt = _cost(server, lambda: visitor.open(f"/en/{CALL}/apply/receipt/"), WALKS)
    peers = f"fixed string {fixed:.2f} ms, one row stored {peer:.2f} ms, 1 SQL"

    def row(name: str, found: float, most: int) -> tuple:
        times = most / fixed_string.MS
        ours, limit = f"{found:.1f} ms ({found / fixed:.1f} ×)", f"{times:.1f} × the fixed string"
        return f"P4 {name}, CPU", ours, limit, peers, found <= times * fixed

    return [
        row("check page", check, 8),
        row("send", last - receipt, 8),
        row("receipt", receipt, 8),
        ("P4 send and receipt, SQL", sql["send"], "8", peers, sql["send"] <= 8),
        row("whole form, 17 requests", whole, 70),
        # No limit: on a machine that swaps idle memory out, anything is slow after a pause.
        (f"P4 whole form after {KEPT_SECONDS} s of quiet, CPU", f"{cold:.0f} ms", "–", peers, True),
    ]


def _cold(server: Server) -> float:
    """CPU milliseconds of the first walk after a pause."""
    time.sleep(KEPT_SECONDS + 1)
    before = server.cpu_ms()
    _walk(Visitor(server.url))
    return server.cpu_ms() - before


def _walk(visitor: Visitor, *, upto: str = "") -> Page:
    """Fill in the form up to the step `upto`, else to the receipt."""
    page = visitor.open(f"/en/{CALL}/apply/eligibility/")
    for step, values in SENT.items():
        if step == upto:
            return page
        page = visitor.send(page, page.form(with_field=next(iter(values))), **values)
    return page if upto == "check" else _send(visitor, page)


def _send(visitor: Visitor, page: Page) -> Page:
    """Submit the form; returns the receipt."""
    receipt = visitor.send(page, page.form(with_field="agrees"), agrees="on")
    assert receipt.url.endswith("/receipt/"), receipt.text[:500]
    return receipt


def _post(url: str, fields: dict[str, str]) -> None:
    with urllib.request.urlopen(url, data=urllib.parse.urlencode(fields).encode()) as answer:
        answer.read()


if __name__ == "__main__":
    sys.exit(main())
