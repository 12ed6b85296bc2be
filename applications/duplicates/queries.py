"""Queries for possible duplicates and marks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Greatest, RowNumber

from applications.duplicates.similarity import Keys, Similarity, perhaps_same, similarity
from applications.enums import ApplicationStatus, DuplicateState, Sign, Strength, Verdict
from applications.form.queries import addressees, current_marks, set_aside
from applications.models import Application, Call, DuplicateKey, DuplicateMark, PossibleDuplicate

# The share of trigrams that two names must have in common to be compared. One wrong letter in a
# short name leaves half of them, two in twelve letters 0.42.
NEAREST = 0.4
MOST_CANDIDATES = 60
SHORTEST_WORD = 3  # that trigrams of an index find by itself
MOST_WORDS = 6  # of a name that are searched for, the longest
STRENGTHS = list(Strength)


@dataclass(frozen=True)
class Candidate:
    """A possible duplicate, and how similar it is."""

    application: Application
    similarity: Similarity

    @property
    def why(self) -> str:
        """In words."""
        return in_words(self.similarity.signs)


def in_words(signs: Iterable[str]) -> str:
    """The reasons in words: "same phone, name differs by one letter"."""
    return ", ".join(Sign(sign).label for sign in signs)


def keys_typed(*, full_name: str, chosen_name: str, phone: str, email: str) -> Keys:
    """Search keys of typed text, normalized like the stored ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name_key(%s), name_key(%s), phone_key(%s), lower(btrim(%s))",
            [full_name, chosen_name, phone, email],
        )
        full_key, chosen_key, phone_key, email_key = cursor.fetchone()
    return Keys((full_key, chosen_key), phone_key, email_key)


def keys_of(entry: DuplicateKey) -> Keys:
    """The search keys of an application."""
    return Keys((entry.full_key, entry.chosen_key), entry.phone_key, entry.email_key)


def keys_in(call: Call) -> dict[str, Keys]:
    """Reference → search keys, of all applications to a call that are not withdrawn."""
    return {
        reference: Keys((full, chosen), phone, email)
        for reference, full, chosen, phone, email in standing_keys(call)
    }


def standing_keys(call: Call) -> list[tuple[str, ...]]:
    """(reference, keys as they are stored) of the same, in a fixed order."""
    entries = DuplicateKey.objects.filter(call=call)
    standing = entries.exclude(application__status=ApplicationStatus.WITHDRAWN).order_by("pk")
    keys = ("full_key", "chosen_key", "phone_key", "email_key")
    return list(standing.values_list("application__reference", *keys))


def entries_of(first: Application, second: Application) -> tuple[DuplicateKey, DuplicateKey]:
    """The search keys of two applications."""
    entries = DuplicateKey.objects.in_bulk([first.pk, second.pk])
    return entries[first.pk], entries[second.pk]


def candidates(call: Call, keys: Keys, *, leave_out: int | None = None) -> list[Candidate]:
    """Applications to `call` similar to `keys`, the strongest first; without withdrawn ones.

    `leave_out` is an application's id. Indexes find candidates by trigrams of names, by phone and
    by e-mail; similarity() compares them. If there are too many, half are taken by phone or e-mail
    and half by name, so that a shelter's phone does not crowd out others.
    """
    names = list(dict.fromkeys(filter(None, keys.names)))
    shared, similar = Q(), Q()
    for name in names:
        similar |= Q(full_key__trigram_similar=name) | Q(chosen_key__trigram_similar=name)
    if keys.phone:
        shared |= Q(phone_key=keys.phone)
    if keys.email:
        shared |= Q(email_key=keys.email)
    if not (shared | similar):
        return []
    entries = DuplicateKey.objects.filter(shared | similar, call=call).exclude(pk=leave_out)
    nearness = [
        TrigramSimilarity(column, name) for name in names for column in ("full_key", "chosen_key")
    ]
    entries = entries.annotate(
        is_shared=Case(
            *([When(shared, then=Value(True))] if shared else []),
            default=Value(False),
            output_field=BooleanField(),
        ),
        nearness=Greatest(*nearness) if nearness else Value(0.0),
        place=Window(RowNumber(), partition_by=F("is_shared"), order_by=["-nearness", "-pk"]),
    ).order_by("place", "-is_shared")
    entries = entries.exclude(application__status=ApplicationStatus.WITHDRAWN)
    candidates = _by_index(entries.select_related("application")[:MOST_CANDIDATES])
    compared = [
        Candidate(entry.application, result)
        for entry in candidates
        if (result := similarity(keys, keys_of(entry)))
    ]
    return sorted(compared, key=lambda each: STRENGTHS.index(each.similarity.strength))


@dataclass(frozen=True)
class Namesake:
    """An application under a name that is similar to another; `is_perhaps`: or to a part of it."""

    application: Application
    name: str
    is_perhaps: bool


def namesakes(call: Call, names: Iterable[str]) -> dict[str, list[Namesake]]:
    """Name → applications to `call` under a similar one, those with a part of it last."""
    found = similar_names(call, names)
    contacts = addressees([entry.pk for entries in found.values() for entry, _perhaps in entries])
    return {
        name: [
            Namesake(entry.application, contacts[entry.pk].name, is_perhaps)
            for entry, is_perhaps in entries
        ]
        for name, entries in found.items()
    }


def similar_names(call: Call, names: Iterable[str]) -> dict[str, list[tuple[DuplicateKey, bool]]]:
    """The same by search keys, and whether only perhaps; in a fixed number of queries."""
    key_of = _name_keys(list(dict.fromkeys(names)))
    similar = Q()
    for key in filter(None, key_of.values()):
        similar |= _named_like("full_key", key) | _named_like("chosen_key", key)
    if not similar:
        return {}
    entries = DuplicateKey.objects.filter(similar, call=call).order_by("pk")
    entries = entries.exclude(application__status=ApplicationStatus.WITHDRAWN)
    found = _by_index(entries.select_related("application"))
    return {name: list(_named(key, found)) for name, key in key_of.items()}


def _named_like(column: str, key: str) -> Q:
    """Condition on a key: much of a name is in common, or any two of its words."""
    similar = Q(**{f"{column}__trigram_similar": key})
    words = {word for word in key.split() if len(word) >= SHORTEST_WORD}
    longest = sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS]
    for one, other in combinations(longest, 2):
        similar |= Q(**{f"{column}__contains": one}) & Q(**{f"{column}__contains": other})
    return similar


def _named(key: str, entries: Iterable[DuplicateKey]) -> Iterator[tuple[DuplicateKey, bool]]:
    """Those of a similar name, then those of whom that is only perhaps so."""
    perhaps = []
    for entry in entries:
        keys = keys_of(entry)
        if similarity(Keys((key,)), keys):
            yield entry, False
        elif any(perhaps_same(key, name) for name in filter(None, keys.names)):
            perhaps.append(entry)
    yield from ((entry, True) for entry in perhaps)


def _name_keys(names: list[str]) -> dict[str, str]:
    """Name → what it is searched by."""
    if not names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, name_key(name) FROM unnest(%s) AS name", [names])
        return dict(cursor.fetchall())


def _by_index(entries: QuerySet[DuplicateKey]) -> list[DuplicateKey]:
    """Run the query with bitmap index scans only.

    The planner thinks that comparing trigrams is as cheap as comparing numbers, and would read the
    whole table or another whole index: 60 ms instead of one with 10,000 applications.
    """
    planner = ", ".join(
        f"set_config('{way}', %s, true)" for way in ("enable_seqscan", "enable_indexscan")
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {planner}, set_config('pg_trgm.similarity_threshold', %s, true)",
            ["off", "off", str(NEAREST)],
        )
        rows = list(entries)
        cursor.execute(f"SELECT {planner}", ["on", "on"])
    return rows


def candidates_for(application: Application) -> list[Candidate]:
    """Applications to the same call that are similar to this one."""
    keys = keys_of(DuplicateKey.objects.get(pk=application.pk))
    return candidates(application.call, keys, leave_out=application.pk)


def marks_of(application: Application) -> list[DuplicateMark]:
    """The current marks about it, the newest first."""
    half = Q(first=application) | Q(second=application)
    return list(current_marks().filter(half).order_by("-at"))


def all_marks_on(first: Application, second: Application) -> list[DuplicateMark]:
    """Every mark of one pair, the newest first; the older application is `first`."""
    marks = DuplicateMark.objects.filter(first=first, second=second).select_related("by")
    return list(marks.order_by("-number"))


def found_pair(first: Application, second: Application) -> PossibleDuplicate | None:
    """The possible duplicate of two applications, if found."""
    return PossibleDuplicate.objects.filter(first=first, second=second).first()


def open_pairs() -> QuerySet[PossibleDuplicate]:
    """Undecided pairs, without withdrawn applications."""
    return _open_pairs().all()


@cache
def _open_pairs() -> QuerySet[PossibleDuplicate]:
    """Only ever copied: with its subqueries, building it costs a page more than asking does."""
    withdrawn = ApplicationStatus.WITHDRAWN
    pairs = PossibleDuplicate.objects.exclude(first__status=withdrawn)
    pairs = pairs.exclude(second__status=withdrawn).filter(~Exists(_decided_mark()))
    return pairs.select_related("first", "second")


def pairs_to_compare() -> QuerySet[PossibleDuplicate]:
    """Undecided pairs that may be one person; households need no decision."""
    return open_pairs().exclude(strength=Strength.HOUSEHOLD)


def _decided_mark() -> QuerySet[DuplicateMark]:
    marks = current_marks().select_related(None).exclude(verdict=Verdict.UNDECIDED)
    return marks.filter(first=OuterRef("first"), second=OuterRef("second"))


def open_pairs_of(application: Application) -> list[PossibleDuplicate]:
    """The undecided pairs with this application, the strongest first."""
    half = Q(first=application) | Q(second=application)
    return sorted(open_pairs().filter(half), key=lambda pair: STRENGTHS.index(pair.strength))


def in_state(state: str) -> Q:
    """Condition on a table keyed by application: it has this duplicate state."""
    if state == DuplicateState.NOT_COUNTED:
        return Q(pk__in=set_aside())
    if state == DuplicateState.COUNTED:
        same = current_marks().select_related(None).filter(verdict=Verdict.SAME_PERSON)
        is_half = Q(pk__in=same.values("first")) | Q(pk__in=same.values("second"))
        return is_half & ~Q(pk__in=set_aside())
    pairs = pairs_to_compare().select_related(None)
    return Q(pk__in=pairs.values("first")) | Q(pk__in=pairs.values("second"))


def states_of(applications: Iterable[int]) -> dict[int, DuplicateState]:
    """Application id → duplicate state, if it has one. Two queries."""
    ids = list(applications)
    half = Q(first__in=ids) | Q(second__in=ids)
    states: dict[int, DuplicateState] = {}
    pairs = pairs_to_compare().filter(half)
    for pair in pairs.select_related(None).values_list("first", "second"):
        states |= dict.fromkeys(pair, DuplicateState.POSSIBLE)
    same = current_marks().filter(half, verdict=Verdict.SAME_PERSON).select_related(None)
    for mark in same.only("first_id", "second_id", "set_aside_id"):
        states[mark.set_aside_id] = DuplicateState.NOT_COUNTED
        if states.get(mark.counts_id) != DuplicateState.NOT_COUNTED:
            states[mark.counts_id] = DuplicateState.COUNTED
    return {pk: state for pk, state in states.items() if pk in set(ids)}
