"""Describes changes for people: who, when, which action, and which fields from what to what.

Personal data, answers, and what staff wrote about applicants are never shown, only that they
changed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models

from applications.models import Revision
from core import privacy
from core.actions import NAMES
from core.models import User
from reports.action_words import action_in_words, action_of, actor
from reports.history import Event
from reports.history_corrections import corrected
from reports.history_parts import NAMED, ROOTS, parts
from reports.history_values import (
    Names,
    declared,
    fields_of,
    is_readable,
    is_translated,
    kind_in_words,
    label_of,
    language_of,
    names_in,
    value_in_words,
)

MOST_NAMED = 3  # languages of a text that a line names

# A new row with such fields is only named, without its fields; about-you answers always.
_ABOUT_SOMEBODY = {privacy.PERSONAL, privacy.ANSWER, privacy.SPECIAL}
_DID = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Difference:
    """One field; for something new `before` is empty.

    Of a text in several languages it is the first one, and `languages` has each under its name.
    """

    field: str
    before: str
    after: str
    languages: tuple["Difference", ...] = ()


@dataclass(frozen=True)
class Change:
    """One change: "Review", "added"; `hidden` names changed fields whose values are not shown."""

    thing: str
    did: str
    differences: list[Difference]
    hidden: list[str]


@dataclass(frozen=True)
class Root:
    """The root of a change: kind and key as in addresses, and its name."""

    kind: str
    key: str
    title: str


@dataclass(frozen=True)
class Entry:
    """All changes of one action to one root.

    `person` is "" for residents and the worker: `actor` says which of them it was. `reason` is
    one that is kept nowhere else.
    """

    at: datetime
    person: str
    actor: str
    action: str
    reason: str
    root: Root | None
    changes: list[Change]


def in_words(events: list[Event]) -> list[Entry]:
    """Entries in the order of `events`; at most one query for each table that is named."""
    names, corrections = names_in(events), corrected(events)

    def act(event: Event) -> tuple[Any, ...]:
        return event.at, event.together, event.root, event.root_id

    return [
        _entry(list(together), names, corrections)
        for _, together in groupby(_sorted(events), key=act)
    ]


def _sorted(events: list[Event]) -> list[Event]:
    """In the same order, except that changes of one action to one root are adjacent."""
    first: dict[tuple[Any, ...], int] = {}
    for number, event in enumerate(events):
        first.setdefault((event.at, event.together, event.root, event.root_id), number)
    return sorted(events, key=lambda e: first[e.at, e.together, e.root, e.root_id])


def _entry(events: list[Event], names: Names, corrections: Mapping[int, list[str]]) -> Entry:
    event = events[0]
    changes = list(_merged([_change(each, names) for each in events]))
    stored = [each.after.get("id") for each in events if each.part.model is Revision]
    if names_of := [name for pk in stored for name in corrections.get(pk, ())]:
        changes.insert(0, Change("Correction", "of", [], names_of))
    return Entry(
        at=event.at,
        person=names.things[User].get(event.person, ""),
        actor=actor(event.action),
        action=action_of(events),
        reason=event.reason,
        root=_root(event, names),
        changes=changes,
    )


def _merged(changes: list[Change]) -> Iterator[Change]:
    """Equal changes without shown values become one line with their number: "Answer (12)"."""
    counts = Counter(_without_values(change) for change in changes if not change.differences)
    for change in changes:
        if change.differences:
            yield change
        elif count := counts.pop(_without_values(change), 0):
            thing = f"{change.thing} ({count})" if count > 1 else change.thing
            yield Change(thing, change.did, [], change.hidden)


def _without_values(change: Change) -> tuple[str, str, tuple[str, ...]]:
    return change.thing, change.did, tuple(change.hidden)


def _root(event: Event, names: Names) -> Root | None:
    model, key = event.root, event.root_id
    if key is None:
        return None
    kind = kind_in_words(model)
    if model not in NAMED:
        known = names.things[model].get(int(key))
        return Root(model._meta.model_name, key, f"{kind} {known}" if known else kind)
    name = names.roots.get((model, key), key)
    in_address = key if model is User else name
    if model in ROOTS:
        return Root(model._meta.model_name, in_address, name)
    title = kind if name == kind.lower() else f"{kind} {name}"  # "Page privacy"; "Office"
    return Root(model._meta.model_name, in_address, title)


def _change(event: Event, names: Names) -> Change:
    model, did = event.part.model, _DID.get(event.label, event.label)
    about_somebody = _ABOUT_SOMEBODY & set(declared(model))
    if privacy.SPECIAL in about_somebody or (about_somebody and did == "added"):
        return Change(kind_in_words(model), did, [], [])
    shown, hidden = [], []
    for field, before, after in _changed(event, did):
        if is_readable(model, field):
            words = (value_in_words(field, each, names) for each in (before, after))
            shown.append((field, Difference(label_of(field), *words)))
        else:
            hidden.append(str(field.verbose_name))
    if did == "changed" and not shown and not hidden:
        left_out = getattr(model, "history_leaves_out", ())
        hidden = [str(model._meta.get_field(name).verbose_name) for name in left_out]
    return Change(kind_in_words(model), did, list(_folded(shown)), hidden)


def _changed(event: Event, did: str) -> Iterator[tuple[models.Field, Any, Any]]:
    """Each field that says something else than before, with both values."""
    for field in fields_of(event):
        before = (event.before or {}).get(field.column) if did != "added" else None
        after = event.after.get(field.column)
        if did == "removed":
            before, after = after, None
        if before != after and not (_says_nothing(before) and _says_nothing(after)):
            yield field, before, after


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [])


def _folded(shown: list[tuple[models.Field, Difference]]) -> Iterator[Difference]:
    """One difference for the languages of a text: "Title (English, Spanish)"."""
    texts: dict[str, list[tuple[models.Field, Difference]]] = {}
    for field, difference in shown:
        name = field.translated_field.name if is_translated(field) else field.name
        texts.setdefault(name, []).append((field, difference))
    for together in texts.values():
        field, first = together[0]
        yield _in_languages(together) if is_translated(field) else first


def _in_languages(together: list[tuple[models.Field, Difference]]) -> Difference:
    """The difference in the first language, which has that in each language to open."""
    first = together[0][1]
    each = tuple(replace(one, field=language_of(field)) for field, one in together)
    title = f"{first.field} ({_named([one.field for one in each])})"
    return replace(first, field=title, languages=each if len(each) > 1 else ())


def _named(languages: list[str]) -> str:
    """ "English, Spanish and 10 more"."""
    if len(languages) <= MOST_NAMED:
        return ", ".join(languages)
    return f"{languages[0]}, {languages[1]} and {len(languages) - 2} more"


def actions() -> list[tuple[str, str]]:
    """Every action by the name that the history has of it, for a menu."""
    words = {name: action_in_words(name) for name in NAMES}
    alike = Counter(words.values())
    named = [
        (name, title if alike[title] == 1 else f"{title} ({_subject(name)})")
        for name, title in words.items()
    ]
    return sorted(named, key=lambda each: each[1])


def _subject(action: str) -> str:
    """ "core.access_log.record" → "access log"."""
    return action.split(".")[-2].replace("_", " ")


def kinds() -> list[tuple[str, str]]:
    """Every kind of record that has a history, for a menu."""
    return sorted(((k, kind_in_words(p.model)) for k, p in parts().items()), key=lambda k: k[1])
