"""Scores everybody, proposes as a coordinator does, and opens the pages of the board.

Prints JSON: seconds, and for each page its CPU in milliseconds and its statements. Run by
bench.board.
"""

import json
import os
import random
import resource
import sys
import time

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

TIMES = 10
PAUSE = 0.5  # seconds between ticks, as in config.worker
UNIT = 120

_LINES = """
    INSERT INTO reviewers_scoreline
        (version_id, application_id, readings, place, raw, raw_error, lowest, highest, adjusted,
         adjusted_error)
    SELECT %s, scored.id, 3, row_number() OVER (ORDER BY scored.raw DESC, scored.id), scored.raw,
        40, scored.raw, scored.raw, 500, 40
    FROM (
        SELECT id, 30 + (id * 7919) %% 89 AS raw FROM applications_application
        WHERE call_id = %s AND status = 'received' AND NOT is_practice
    ) AS scored
"""


def main() -> None:
    """Measure everything once."""
    call = Call.objects.order_by("pk").first()
    coordinator = User.objects.filter(groups__name=Role.COORDINATOR).order_by("pk").first()
    _score(call, coordinator)
    for waiting in Run.objects.filter(status__in=UNDER_WAY):  # of the demo
        cancel_run(by=coordinator, run=waiting)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(coordinator)
    found = _propose(client, call)
    run = Run.objects.filter(kind="propose").first()
    chance = random.Random(1)
    outside = run.people.filter(is_member=False).order_by("number")
    person = chance.choice(list(outside[:100])).application
    before = _cpu()
    price = price_of(run, person)
    found["exact price of one person, CPU"] = _cpu() - before
    assert price is not None
    pages = _pages(call, run, person)
    found["pages"] = {name: _cost(client, path) for name, path in pages.items()}
    sys.stdout.write(json.dumps(found) + "\n")


def _score(call: "Call", by: "User") -> None:
    """A version of the scores in which everybody has a place."""
    last = ScoreVersion.objects.filter(call=call).order_by("-number").first()
    version = ScoreVersion.objects.create(
        call=call,
        number=(last.number if last else 0) + 1,
        rubric=call.rubrics.first(),
        ranking_score="raw",
        fewest_readings=2,
        reviews=1,
        unit=UNIT,
        penalty=3,
        groups=1,
        input_digest="0" * 64,
        made_by=by,
    )
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [version.pk, call.pk])


def _propose(client: Client, call: "Call") -> dict[str, float]:
    """From the press until the board says that the proposal is there, and what comes after it."""
    supervisor = Supervisor()
    state = f"{reverse('staff:run-state')}?call={call.slug}"
    began, before = time.monotonic(), _cpu()
    client.post(reverse("staff:run-ask"), {"call": call.slug})
    press = _cpu() - before
    while b"data-waits-for" in client.get(state).content:
        supervisor.tick()
        time.sleep(PAUSE)
    proposed, spent = time.monotonic(), _cpu()
    while Run.objects.filter(status__in=UNDER_WAY).exists():
        supervisor.tick()
        time.sleep(PAUSE)
    ended = Run.objects.exclude(status=RunStatus.CANCELLED).values_list("status", flat=True)
    assert set(ended) == {RunStatus.DONE}, ended
    return {
        "proposal on screen after the press": proposed - began,
        "the same, CPU of all processes": spent - before,
        "the press alone, CPU": press,
        "costs and firmness after it, CPU": _cpu() - spent,
    }


def _cpu() -> float:
    """CPU seconds of this process, and of the solvers that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _pages(call: "Call", run: "Run", person: "Application") -> dict[str, str]:
    """Name → address."""
    board = f"{reverse('staff:board-detail')}?call={call.slug}"
    pages = {
        "board": board,
        "board with a move open": f"{board}&move={person.reference}",
        "board with a proposal open": f"{board}&run={run.number}",
        "verdict": f"{reverse('staff:run-state')}?call={call.slug}",
        "proof": reverse("staff:run-detail", args=[run.pk]),
    }
    for name, view in (("targets", "target-edit"), ("state", "board-state")):
        try:
            pages[name] = f"{reverse(f'staff:{view}')}?call={call.slug}"
        except NoReverseMatch:
            continue
    return pages


def _cost(client: Client, path: str) -> tuple[float, int]:
    """CPU of one request in milliseconds, and statements."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    statements = len(captured)  # the next request forgets them
    before = time.process_time()
    for _ in range(TIMES):
        client.get(path)
    return 1000 * (time.process_time() - before) / TIMES, statements


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from applications.models import Application, Call
    from config.urls import staff_site  # noqa: F401 (with every page mounted)
    from core.models import User
    from core.permissions import Role
    from reviewers.models import ScoreVersion
    from selection.actions.runs import cancel_run
    from selection.asking import price_of
    from selection.enums import UNDER_WAY, RunStatus
    from selection.models import Run
    from selection.supervisor import Supervisor

    main()
