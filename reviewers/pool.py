"""Rows as a problem of assignment, and the solver's answer to it.

The solver runs as a program of its own: HiGHS reacts to nothing, needs 130 MB, and ends its process
when memory runs out.
"""

import csv
import hashlib
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from applications.form.queries import current_languages, eligible_applications
from applications.models import Application, Call
from core.actions import Refused
from core.languages import ENGLISH
from core.models import User
from reviewers import queries
from reviewers.enums import UNDER_WAY, Basis
from reviewers.models import AssignmentRun, WantedReadings
from reviewers.readers import (
    barred_pairs,
    can_read,
    digest_of,
    readers_of,
    standing_reviews,
    to_share_out,
)

SECONDS = 20  # that a coordinator waits; 1,000 × 20 × 3 takes one
ANSWERED = (0, 2, 3)  # exit codes: all met, not all met, cut short
NOT_SOLVED = "The assignment could not be worked out just now. Nothing has changed; try again."


@dataclass(frozen=True)
class ToRead:
    """An application: readings in all, a language that one reader should have, whose it stays."""

    pk: int
    readings: int
    language: str
    kept: tuple[int, ...]


@dataclass(frozen=True)
class WhoReads:
    """A reader by user id: at most `cap` readings in all, and applications they may not read."""

    pk: int
    cap: int
    languages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Pool:
    """What is to be read, and who reads it."""

    applications: Sequence[ToRead]
    readers: Sequence[WhoReads]
    role: str = ""  # that each application wants of one reader
    anew: bool = False  # whether unopened work may go to others
    basis: Mapping[str, str] = field(default_factory=dict)  # Basis → its digest

    @property
    def options(self) -> dict[str, Any]:
        """What a coordinator chose."""
        return {name: it for name, it in (("role", self.role), ("anew", self.anew)) if it}

    @property
    def is_complete(self) -> bool:
        """Whether no reading lacks a reader."""
        return all(len(each.kept) >= each.readings for each in self.applications)

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, in one order."""
        rows = [
            [[a.pk, a.readings, a.language, sorted(a.kept)] for a in self.applications],
            [[r.pk, r.cap, r.languages, r.roles, sorted(r.barred)] for r in self.readers],
            self.role,
        ]
        return _sha256(rows)


@dataclass(frozen=True)
class Solution:
    """Applications by reader in the order of reading, and what could not be met."""

    by_reader: Mapping[int, Sequence[int]]
    unmet: Sequence[Mapping[str, Any]] = field(default_factory=list)
    is_connected: bool = True


def pool_of(call: Call, *, role: str = "", anew: bool = False, without: User | None = None) -> Pool:
    """A call's applications and readers as they are now.

    All that is assigned stays where it is, with `anew` only what is opened or finished. `without`
    is a reader whose open work goes to others.
    """
    barred = barred_pairs(Application.objects.filter(call=call))
    shared_out = {review.pk for review in to_share_out(call, barred, anew=anew)}
    standing = standing_reviews(call).order_by("pk")
    if without:
        standing = standing.exclude(reviewer=without, status__in=UNDER_WAY)
    kept: dict[int, list[int]] = defaultdict(list)
    load: dict[int, int] = defaultdict(int)
    for pk, application, reader in standing.values_list("pk", "application", "reviewer"):
        if pk not in shared_out:
            kept[application].append(reader)
            load[reader] += 1
    applications = _to_read(call, kept)
    who = _who_reads(call, load, len(applications), without, barred)
    return Pool(applications, who, role, anew, _basis(call, applications, barred))


def _basis(
    call: Call, applications: Sequence[ToRead], barred: Mapping[int, set[int]]
) -> dict[str, str]:
    """Digests by kind; work that readers begin changes none of them."""
    readers = [*readers_of(call).prefetch_related("languages")]
    return {
        Basis.APPLICATIONS.value: _sha256([[a.pk, a.readings, a.language] for a in applications]),
        Basis.READERS.value: _sha256(
            sorted([each.user_id, can_read(each), digest_of(each)] for each in readers)
        ),
        Basis.CONFLICTS.value: _sha256(
            sorted([each.user_id, sorted(barred.get(each.user_id, ()))] for each in readers)
        ),
    }


def changed_since(run: AssignmentRun) -> list[Basis]:
    """What a proposal rests on and is not as it was then."""
    now = pool_of(run.call, role=run.options.get("role", "")).basis
    return [kind for kind in Basis if run.basis.get(kind.value) != now[kind.value]]


def _sha256(rows: Any) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _to_read(call: Call, kept: Mapping[int, Sequence[int]]) -> list[ToRead]:
    rule = queries.rule_of(call)
    wanted = dict(
        WantedReadings.objects.filter(application__call=call).values_list("application", "readings")
    )
    counting = eligible_applications().filter(call=call).order_by("pk")
    languages = current_languages(counting)
    return [
        ToRead(
            pk,
            wanted.get(pk, rule.readings),
            "" if languages[pk] == ENGLISH.code else languages[pk],
            tuple(kept.get(pk, ())),
        )
        for pk in counting.values_list("pk", flat=True)
        if pk in languages
    ]


def _who_reads(
    call: Call,
    load: Mapping[int, int],
    most: int,
    without: User | None,
    barred: Mapping[int, set[int]],
) -> list[WhoReads]:
    """Readers of the call; whoever is paused, gone or left out only keeps what they have."""
    found = {}
    for reader in readers_of(call).prefetch_related("languages"):
        gets_more = can_read(reader) and reader.user_id != (without and without.pk)
        cap = most if reader.cap is None else reader.cap
        found[reader.user_id] = WhoReads(
            reader.user_id,
            max(cap, load[reader.user_id]) if gets_more else load[reader.user_id],
            tuple(each.language for each in reader.languages.all()),
            tuple(reader.roles),
            frozenset(barred.get(reader.user_id, ())),
        )
    for user, readings in load.items():
        found.setdefault(user, WhoReads(user, readings))
    return [found[user] for user in sorted(found)]


def solved(pool: Pool, seed: str) -> Solution:
    """The best assignment that the solver finds. Raises Refused when it ends without one."""
    with TemporaryDirectory(prefix="assign-") as folder:
        applications, readers = Path(folder, "applications.csv"), Path(folder, "readers.csv")
        _write(
            applications,
            ("id", "readings", "language", "roles", "done"),
            ((a.pk, a.readings, a.language, pool.role, _joined(a.kept)) for a in pool.applications),
        )
        known = {a.pk for a in pool.applications}
        _write(
            readers,
            ("id", "cap", "languages", "roles", "conflicts"),
            (
                (
                    r.pk,
                    r.cap,
                    _joined(r.languages),
                    _joined(r.roles),
                    _joined(sorted(r.barred & known)),
                )
                for r in pool.readers
            ),
        )
        answer = _run(
            "--applications", applications, "--readers", readers, "--readings", 1, "--seed", seed
        )
    return Solution(
        by_reader={
            int(reader): [int(each) for each in found]
            for reader, found in answer["assignments"].items()
        },
        unmet=answer["unmet"],
        is_connected=answer["readers_connected"],
    )


def _run(*options: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "solver", "assign", "--json", "--time-limit", SECONDS]
    try:
        ended = subprocess.run(
            [str(word) for word in (*command, *options)],
            cwd=settings.BASE_DIR,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(NOT_SOLVED, "not_solved") from None
    if ended.returncode not in ANSWERED:
        raise Refused(NOT_SOLVED, "not_solved")
    return json.loads(ended.stdout)


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(rows)


def _joined(values: Iterable[object]) -> str:
    return ";".join(map(str, values))
