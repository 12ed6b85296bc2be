"""Whom the rows of a file look like: applications that came in before, and other rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from applications.duplicates.queries import keys_in
from applications.duplicates.similarity import Keys
from applications.duplicates.withdrawn import withdrawn_keys
from applications.models import Call
from core.text import number_of

Person = tuple[int, str, str, str, str]  # a row's number, full name, chosen name, phone and email
Sign = tuple[str, str]  # what is the same, and the key of it
EMAIL, NAME = "email", "name"
PHONE = "phone"  # families and shelters share one: it makes no two rows one person
MOST_NAMED = 3


@dataclass
class Likeness:
    """What is said of a row, the applications it looks like, and the first of the rows alike.

    Both names of one person may be the same, so each thing is said once.
    """

    said: dict[str, None] = field(default_factory=dict)
    signs: dict[str, set[str]] = field(default_factory=dict)
    alike: int | None = None

    @property
    def twins(self) -> list[str]:
        """References of the applications; those with the same email alone, where there are any."""
        by_email = [reference for reference, signs in self.signs.items() if EMAIL in signs]
        return by_email or list(self.signs)


def likeness_of(call: Call, people: Iterable[Person]) -> dict[int, Likeness]:
    """Row → whom it looks like, of those that look like anybody.

    By the same keys as the search for duplicates, without letters that differ: that search, after
    they are brought in, finds those, too. Who withdrew is named as well: they asked to be left out.
    """
    signs = {number: _signs(*keys) for number, *keys in _keys_of(people)}
    rows: dict[Sign, list[int]] = {}
    for number, given in signs.items():
        for sign in given:
            rows.setdefault(sign, []).append(number)
    standing, gone = _by_sign(keys_in(call)), _by_sign(withdrawn_keys(call))
    first = _first_of_alike(rows)
    found: dict[int, Likeness] = {}
    for number, given in signs.items():
        mine = Likeness(alike=first.get(number))
        for sign in given:
            _say(mine, sign[0], standing.get(sign, ()), "")
            if sign not in standing:
                _say(mine, sign[0], gone.get(sign, ()), ", who withdrew")
            if len(rows[sign]) > 1:
                mine.said[f"Same {sign[0]} as {_others(rows[sign], number)}."] = None
        if mine.said:
            found[number] = mine
    return found


def standing_like(call: Call, people: Iterable[Person]) -> dict[int, dict[str, set[str]]]:
    """Row → reference → what is the same, of the applications that stand and look like it."""
    standing = _by_sign(keys_in(call))
    found: dict[int, dict[str, set[str]]] = {}
    for number, *keys in _keys_of(people):
        for sign in _signs(*keys):
            for reference in standing.get(sign, ()):
                found.setdefault(number, {}).setdefault(reference, set()).add(sign[0])
    return found


def not_in_again(call: Call, people: Mapping[str, Keys]) -> list[str]:
    """References of those whose email and names no standing application has."""
    standing = _by_sign(keys_in(call))
    return [
        reference
        for reference, each in people.items()
        if not any(sign in standing for sign in _signs(*each.names, "", each.email))
    ]


def _say(mine: Likeness, what: str, references: Sequence[str], also: str) -> None:
    for reference in references[:MOST_NAMED]:
        mine.said[f"Same {what} as {reference}{also}."] = None
    if (more := len(references) - MOST_NAMED) > 0:
        mine.said[f"Same {what} as {number_of(more, 'more application')}{also}."] = None
    for reference in references:
        mine.signs.setdefault(reference, set()).add(what)


def _others(numbers: list[int], number: int) -> str:
    if len(numbers) - 1 > MOST_NAMED:
        return f"{len(numbers) - 1} other rows"
    *others, last = [str(each) for each in numbers if each != number]
    return f"rows {', '.join(others)} and {last}" if others else f"row {last}"


def _first_of_alike(rows: Mapping[Sign, list[int]]) -> dict[int, int]:
    """Row → the first one of those that an email or a name makes one person, for all such."""
    first: dict[int, int] = {}

    def find(number: int) -> int:
        while first.setdefault(number, number) != number:
            number = first[number]
        return number

    for (what, _key), numbers in rows.items():
        if what != PHONE:
            for other in numbers[1:]:
                low, high = sorted((find(numbers[0]), find(other)))
                first[high] = low
    return {number: find(number) for number in first}


def _by_sign(keys: Mapping[str, Keys]) -> dict[Sign, list[str]]:
    found: dict[Sign, list[str]] = {}
    for reference, each in keys.items():
        for sign in _signs(*each.names, each.phone, each.email):
            found.setdefault(sign, []).append(reference)
    return found


def _signs(full: str, chosen: str, phone: str, email: str) -> list[Sign]:
    written = email if "@" in email else ""  # “see phone” is no email, and no person's own
    signs = [(EMAIL, written), (PHONE, phone), (NAME, full), (NAME, chosen)]
    return [(kind, key) for kind, key in dict.fromkeys(signs) if key]


def _keys_of(people: Iterable[Person]) -> list[Person]:
    columns = [list(column) for column in zip(*people, strict=True)] or [[]] * 5
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, name_key(f), name_key(c), phone_key(p), lower(btrim(e))"
            " FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " AS given(n, f, c, p, e) ORDER BY n",
            columns,
        )
        return list(cursor.fetchall())
