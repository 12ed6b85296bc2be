"""Assigns readers to applications: even loads, no conflicts; requirements not met are named."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from solver import highs
from solver.clock import Clock
from solver.faults import Fault, NotConfirmed, Refused
from solver.highs import Program
from solver.reading_order import in_thirds

# Penalties for one unit of each unmet requirement; a pair's affinity is at most 1. Demand comes
# before language, language before roles, roles before even loads.
DEMAND, LANGUAGE, ROLE, LOAD = 6_250_000, 125_000, 2_500, 50
TRIES = 5  # seeds to try until shared applications connect all readers


@dataclass(frozen=True, slots=True)
class Application:
    """An application to read; an empty `language` means any reader, `roles` must be covered."""

    id: str
    readings: int
    language: str = ""
    roles: tuple[str, ...] = ()
    done: tuple[str, ...] = ()  # readers who finished or opened it


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: at most `cap` applications in all, never one in `conflicts`."""

    id: str
    cap: int
    languages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """New readings by reader, in the order of reading, and the requirements that are not met."""

    by_reader: dict[str, tuple[str, ...]]
    unmet: tuple[Fault, ...]
    even_load: Fraction | None  # None when all caps together are below the readings needed
    is_connected: bool
    is_cut_short: bool  # the time limit ended the search, so `unmet` might be met after all

    @property
    def is_complete(self) -> bool:
        """Whether every reading has a reader."""
        return not any(fault.code == "unread" for fault in self.unmet)


def assign(
    applications: Iterable[Application],
    readers: Iterable[Reader],
    seed: str = "",
    clock: Clock | None = None,
) -> Assignment:
    """The best assignment found. Raises Refused when the input contradicts itself."""
    work = _Work(sorted(applications, key=lambda a: a.id), sorted(readers, key=lambda r: r.id))
    clock = clock or Clock()
    made = None
    for again in range(TRIES):
        clock.report("assigning", applications=len(work.applications), readers=len(work.readers))
        made = work.solved(f"{seed}/{again}" if again else seed, clock)
        if made.is_connected or clock.is_over:
            break
    return made


def even_load(caps: Iterable[int], readings: int) -> Fraction | None:
    """The load T with Σ min(cap, T) = readings; None when all caps together are not enough."""
    left, rest = readings, sorted(caps)
    if sum(rest) < readings:
        return None
    for at, cap in enumerate(rest):
        share = Fraction(left, len(rest) - at)
        if share <= cap:
            return share
        left -= cap
    return Fraction(rest[-1] if rest else 0)


class _Work:
    def __init__(self, applications: list[Application], readers: list[Reader]) -> None:
        self.applications, self.readers = applications, readers
        self.place = {reader.id: at for at, reader in enumerate(readers)}
        self._check()
        self.done = {(i, self.place[r]) for i, a in enumerate(applications) for r in a.done}
        conflicts = [set(reader.conflicts) for reader in readers]
        self.pairs = [
            (i, j)
            for i, a in enumerate(applications)
            for j in range(len(readers))
            if (i, j) not in self.done and a.id not in conflicts[j]
        ]
        self.demand = [max(0, a.readings - len(a.done)) for a in applications]
        total = sum(max(a.readings, len(a.done)) for a in applications)
        self.even = even_load((reader.cap for reader in readers), total)
        self.missing_places = max(0, total - sum(reader.cap for reader in readers))

    def _check(self) -> None:
        faults = []
        known = {application.id for application in self.applications}
        for kind, rows in (("application", self.applications), ("reader", self.readers)):
            before = None
            for row in rows:
                if row.id == before:
                    faults.append(Fault.of("row_twice", kind=kind, id=row.id))
                before = row.id
        for a in self.applications:
            for each in a.done:
                if each not in self.place:
                    faults.append(Fault.of("unknown_reader", id=a.id, reader=each))
        for reader in self.readers:
            for each in reader.conflicts:
                if each not in known:
                    faults.append(Fault.of("unknown_conflict", id=reader.id, application=each))
        if faults:
            raise Refused(*faults[:20])

    def solved(self, seed: str, clock: Clock) -> Assignment:
        """One assignment; conflicts, caps and demand are checked here, whatever HiGHS says."""
        rules = _Rules(self)
        program = rules.program(self._affinities(seed))
        columns = len(program.gains)
        whole = np.arange(columns) < len(self.pairs)
        made = highs.engine(program, clock, whole)
        made.setOptionValue("mip_rel_gap", 0.002)  # affinities are random: near the best will do
        values = highs.run_whole(made)
        if values is None:
            raise Refused(Fault.of("no_time_to_assign"))
        chosen = [pair for pair, value in zip(self.pairs, values, strict=False) if value == 1]
        self._confirm(chosen)
        order = in_thirds(chosen, seed)
        by_reader = {
            reader.id: tuple(self.applications[i].id for i in order.get(j, ()))
            for j, reader in enumerate(self.readers)
        }
        unmet, is_connected = self._unmet(chosen), self._is_connected(chosen)
        return Assignment(by_reader, unmet, self.even, is_connected, bool(unmet) and clock.is_over)

    def _affinities(self, seed: str) -> np.ndarray:
        """A number from 0 to 1 for each pair, from the seed and both references alone."""
        key = hashlib.sha256(seed.encode()).digest()[:16]
        ids = ((self.applications[i].id, self.readers[j].id) for i, j in self.pairs)
        digests = (
            hashlib.blake2b(f"{a}\0{r}".encode(), key=key, digest_size=4).digest() for a, r in ids
        )
        return np.frombuffer(b"".join(digests), dtype=">u4") / 2**32

    def _confirm(self, chosen: list[tuple[int, int]]) -> None:
        loads = self.loads(chosen)
        readings = np.bincount([i for i, _ in chosen], minlength=len(self.applications))
        caps = [max(reader.cap, self.own(j)) for j, reader in enumerate(self.readers)]
        if (
            (loads > caps).any()
            or (readings > np.array(self.demand)).any()
            or len(set(chosen)) < len(chosen)
        ):
            raise NotConfirmed("an assignment breaks a cap or a demand")

    def own(self, reader: int) -> int:
        """How many readings a reader has finished or opened."""
        return sum(j == reader for _, j in self.done)

    def loads(self, chosen: list[tuple[int, int]]) -> np.ndarray:
        """Each reader's number of readings, including those done."""
        readers = [j for _, j in chosen] + [j for _, j in self.done]
        return np.bincount(readers, minlength=len(self.readers))

    def range_of(self, reader: int) -> tuple[int, int]:
        """The least and greatest even load of a reader, including readings done."""
        cap = self.readers[reader].cap
        if self.even is None:
            return cap, cap
        floor, ceiling = int(self.even), -int(-self.even // 1)
        return max(0, min(cap, floor) - 1), min(cap, ceiling)

    def _unmet(self, chosen: list[tuple[int, int]]) -> tuple[Fault, ...]:
        """Unmet requirements by name, the gravest kind first."""
        found = []
        if self.missing_places:
            found.append(Fault.of("readings_above_places", readings=self.missing_places))
        everyone: list[list[int]] = [[] for _ in self.applications]
        for i, j in [*chosen, *sorted(self.done)]:
            everyone[i].append(j)
        for a, given in zip(self.applications, everyone, strict=True):
            if len(given) < a.readings:
                found.append(Fault.of("unread", id=a.id, readings=a.readings - len(given)))
        for a, given in zip(self.applications, everyone, strict=True):
            if a.language and not any(a.language in self.readers[j].languages for j in given):
                found.append(Fault.of("language_unmet", id=a.id, language=a.language))
        for a, given in zip(self.applications, everyone, strict=True):
            for role in a.roles:
                if not any(role in self.readers[j].roles for j in given):
                    found.append(Fault.of("role_unmet", id=a.id, role=role))
        for j, load in enumerate(self.loads(chosen)):
            low, high = self.range_of(j)
            if not low <= load <= high and self.even is not None:
                found.append(
                    Fault.of("load_unmet", id=self.readers[j].id, load=int(load), min=low, max=high)
                )
        return tuple(found)

    def _is_connected(self, chosen: list[tuple[int, int]]) -> bool:
        """Whether shared applications connect all readers who have any readings."""
        root = list(range(len(self.readers)))

        def find(at: int) -> int:
            while root[at] != at:
                root[at] = at = root[root[at]]
            return at

        first: dict[int, int] = {}
        active = sorted({j for _, j in [*chosen, *self.done]})
        for i, j in [*chosen, *sorted(self.done)]:
            root[find(j)] = find(first.setdefault(i, j))
        return len({find(j) for j in active}) <= 1


class _Rules:
    """Builds the rows of the program, with slacks that a penalty is paid for."""

    def __init__(self, work: _Work) -> None:
        self.work = work
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.slack: list[tuple[int, int, int, float]] = []  # row, weight, penalty, upper bound

    def program(self, affinities: np.ndarray) -> Program:
        """Rows for demand, language, roles and loads; lower bounds are soft."""
        by_application: dict[int, list[int]] = {}
        by_reader: dict[int, list[int]] = {}
        for column, (i, j) in enumerate(self.work.pairs):
            by_application.setdefault(i, []).append(column)
            by_reader.setdefault(j, []).append(column)
        for i in range(len(self.work.applications)):
            self._application(i, by_application.get(i, []))
        for j, reader in enumerate(self.work.readers):
            low, high = self.work.range_of(j)
            own = self.work.own(j)
            cap = max(0, reader.cap - own)
            self._row(by_reader.get(j, []), max(0, low - own), cap, LOAD, high - own)
        return self._packed(affinities)

    def _application(self, i: int, columns: list[int]) -> None:
        work, a = self.work, self.work.applications[i]
        self._row(columns, work.demand[i], work.demand[i], DEMAND)
        previous = [work.readers[work.place[r]] for r in a.done]
        if a.language and not any(a.language in reader.languages for reader in previous):
            able = [c for c in columns if a.language in work.readers[work.pairs[c][1]].languages]
            self._row(able, 1, len(columns), LANGUAGE)
        for role in a.roles:
            if not any(role in reader.roles for reader in previous):
                able = [c for c in columns if role in work.readers[work.pairs[c][1]].roles]
                self._row(able, 1, len(columns), ROLE)

    def _row(
        self, columns: list[int], low: int, high: int, penalty: int, soft_high: int | None = None
    ) -> None:
        """Add a row with a hard upper bound; missing `low` or `soft_high` costs the penalty."""
        row = len(self.low)
        soft_high = high if soft_high is None else max(0, min(soft_high, high))
        self.rows += [row] * len(columns)
        self.columns += columns
        self.low.append(min(low, soft_high))
        self.high.append(soft_high)
        if low:
            self.slack.append((row, 1, penalty, np.inf))
        if soft_high < high:
            self.slack.append((row, -1, penalty, high - soft_high))

    def _packed(self, affinities: np.ndarray) -> Program:
        pairs, extra = len(affinities), len(self.slack)
        rows = np.array(self.rows + [each[0] for each in self.slack], dtype=np.int64)
        columns = np.array(self.columns + list(range(pairs, pairs + extra)), dtype=np.int64)
        weights = np.array([1] * len(self.rows) + [each[1] for each in self.slack], dtype=float)
        order = np.lexsort((rows, columns))
        sizes = np.bincount(columns, minlength=pairs + extra)
        return Program(
            np.concatenate((affinities, [-float(each[2]) for each in self.slack])),
            np.zeros(pairs + extra),
            np.concatenate((np.ones(pairs), [each[3] for each in self.slack])),
            np.array(self.low, dtype=float),
            np.array(self.high, dtype=float),
            np.concatenate(([0], np.cumsum(sizes))),
            rows[order],
            weights[order],
        )
