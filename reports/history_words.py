"""A change in words: who, when, what they did, which fields, from what to what.

What people wrote about themselves, or staff about them, is never shown: only that it changed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst

from applications.models import Application
from core import privacy
from core.models import User
from core.templatetags.money import dollars
from reports.history import Event
from reports.history_parts import NAMED, ROOTS, Model, parts

LONGEST = 160  # characters of a value

# Whose values may be read; of what staff write about applicants, not the words.
_READABLE = {privacy.CONFIGURATION, privacy.RECORD, privacy.STAFF}
# Of a new row with such fields it is enough that it is there; of about-you answers, always.
_HELD_APART = {privacy.PERSONAL, privacy.ANSWER, privacy.SPECIAL}
_DID = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Difference:
    """One field; for something new `before` is empty."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One thing: "Review", "added"; `hidden` names fields whose content is not kept here."""

    thing: str
    did: str
    differences: list[Difference]
    hidden: list[str]


@dataclass(frozen=True)
class Root:
    """What the change belongs to: its kind and its key as an address has them, and its name."""

    kind: str
    key: str
    title: str


@dataclass(frozen=True)
class Entry:
    """Everything that one action did to one root. `person` is "" for residents and the worker."""

    at: datetime
    person: str
    action: str
    root: Root | None
    changes: list[Change]


@dataclass(frozen=True)
class Names:
    """What numbers in the history stand for."""

    roots: dict[tuple[Model, str], str]
    things: dict[Model, dict[Any, str]]


def in_words(events: list[Event]) -> list[Entry]:
    """Entries in the order of `events`; at most one query for each table that is named."""
    names = Names(roots=dict(_root_names(events)), things=_thing_names(events))

    def act(event: Event) -> tuple[Any, ...]:
        return event.at, event.together, event.root, event.root_id

    return [_entry(list(together), names) for _, together in groupby(_sorted(events), key=act)]


def _sorted(events: list[Event]) -> list[Event]:
    """As they are, but what one action did to one root stands together."""
    first: dict[tuple[Any, ...], int] = {}
    for number, event in enumerate(events):
        first.setdefault((event.at, event.together, event.root, event.root_id), number)
    return sorted(events, key=lambda e: first[e.at, e.together, e.root, e.root_id])


def action_in_words(action: str) -> str:
    """ "selection.actions.choose.choose_member" → "Choose member"."""
    return capfirst(action.rpartition(".")[2].replace("_", " "))


def kind_in_words(model: Model) -> str:
    """ "Paper entry"."""
    return capfirst(model._meta.verbose_name)


def _root_names(events: Iterable[Event]) -> Iterator[tuple[tuple[Model, str], str]]:
    """Names of roots as history has them last: what is deleted had one too."""
    for root, column in NAMED.items():
        ids = {e.root_id for e in events if e.root is root and e.root_id}
        history = root._meta.get_field("events").related_model
        named = history.objects.filter(pgh_obj__in=ids).order_by("pgh_id")
        for key, name in named.values_list("pgh_obj_id", column):
            yield (root, str(key)), name


def _thing_names(events: Iterable[Event]) -> dict[Model, dict[Any, str]]:
    """What foreign keys point at, by model: staff, roles, and what the city publishes or sets."""
    wanted: dict[Model, set[Any]] = {User: set(), Group: set()}
    wanted[User] = {event.person for event in events if event.person}
    for event in events:
        for field in _fields(event):
            there = field.related_model
            if there and (there in wanted or set(_declared(there)) == {privacy.CONFIGURATION}):
                keys = {event.after[field.column], (event.before or {}).get(field.column)}
                wanted.setdefault(there, set()).update(keys - {None})
    return {
        model: {key: str(thing) for key, thing in model.objects.in_bulk(keys).items()}
        for model, keys in wanted.items()
    }


def _entry(events: list[Event], names: Names) -> Entry:
    event = events[0]
    return Entry(
        at=event.at,
        person=names.things[User].get(event.person, ""),
        action=action_in_words(event.action) or "Outside any action",
        root=_root(event, names),
        changes=list(_merged([_change(each, names) for each in events])),
    )


def _merged(changes: list[Change]) -> Iterator[Change]:
    """Things of which only their number is told stand in one line: "12 answers"."""
    told = Counter(_only_that(change) for change in changes if not change.differences)
    for change in changes:
        if change.differences:
            yield change
        elif count := told.pop(_only_that(change), 0):
            thing = f"{change.thing} ({count})" if count > 1 else change.thing
            yield Change(thing, change.did, [], change.hidden)


def _only_that(change: Change) -> tuple[str, str, tuple[str, ...]]:
    return change.thing, change.did, tuple(change.hidden)


def _root(event: Event, names: Names) -> Root | None:
    model, key = event.root, event.root_id
    if key is None:
        return None
    name = names.roots.get((model, key), key)
    kind = kind_in_words(model)
    in_address = name if model in NAMED and model is not User else key
    title = name if model in ROOTS else f"{kind} {name}"
    return Root(model._meta.model_name, in_address, title)


def _change(event: Event, names: Names) -> Change:
    model, did = event.part.model, _DID.get(event.label, event.label)
    about_somebody = _HELD_APART & set(_declared(model))
    if privacy.SPECIAL in about_somebody or (about_somebody and did == "added"):
        return Change(kind_in_words(model), did, [], [])
    differences, hidden = [], []
    for field in _fields(event):
        before = (event.before or {}).get(field.column) if did != "added" else None
        after = event.after.get(field.column)
        if did == "removed":
            before, after = after, None
        if before == after or (_says_nothing(before) and _says_nothing(after)):
            continue
        if _is_readable(model, field):
            shown = (_value(field, each, names) for each in (before, after))
            differences.append(Difference(_label(field), *shown))
        else:
            hidden.append(str(field.verbose_name))
    if did == "changed" and not differences and not hidden:
        left_out = getattr(model, "history_leaves_out", ())
        hidden = [str(model._meta.get_field(name).verbose_name) for name in left_out]
    return Change(kind_in_words(model), did, differences, hidden)


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value == ""


def _label(field: models.Field) -> str:
    return capfirst(str(field.verbose_name).removesuffix(" cents"))


def _fields(event: Event) -> Iterator[models.Field]:
    """What is worth telling: not keys, nor the way to what it belongs to."""
    part = event.part
    for field in part.model._meta.concrete_fields:
        is_way = bool(part.steps) and field.column == part.steps[0].column
        is_key = field.primary_key or isinstance(field, models.UUIDField)
        if field.column in event.after and not is_key and not is_way:
            yield field


def _declared(model: Model) -> dict[privacy.Privacy, list[str]]:
    return getattr(model._meta.concrete_model, "privacy", {})


def _kind(model: Model, field: models.Field) -> privacy.Privacy | None:
    """What a field is classified as."""
    name = getattr(getattr(field, "translated_field", None), "name", field.name)
    return next((kind for kind, names in _declared(model).items() if name in names), None)


def _is_readable(model: Model, field: models.Field) -> bool:
    """Whether the content of a field may be shown, by what it is classified as."""
    kind = _kind(model, field)
    if kind is None:  # tables that Django makes for relations, such as who holds which role
        return bool(model._meta.concrete_model._meta.auto_created)
    if kind is privacy.STAFF and parts()[model._meta.model_name].root is Application:
        # Why somebody is held or erased is one line, and speaks of them.
        is_text = isinstance(field, models.CharField | models.TextField)
        return not is_text or bool(field.choices)
    return kind in _READABLE


def _value(field: models.Field, value: Any, names: Names) -> str:
    """A column's value as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.is_relation:
        there = field.related_model
        known = names.things.get(there, {}).get(value) or names.roots.get((there, str(value)))
        return Truncator(known or f"{kind_in_words(there)} {value}").chars(LONGEST)
    if field.name.endswith("_cents"):
        return dollars(value)
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(parse_datetime(value)), "M j, Y, P")
    if isinstance(field, models.DateField):
        parsed: date = parse_date(value)
        return date_format(parsed, "M j, Y")
    if isinstance(value, list):  # an invitation's roles
        return Truncator(", ".join(map(str, value))).chars(LONGEST) or "–"
    words = str(dict(field.flatchoices).get(value, value))
    # Of what the city publishes the beginning is enough; a reason is read to its end.
    is_reason = _kind(field.model, field) is privacy.STAFF
    return words if is_reason else Truncator(words).chars(LONGEST)


def kinds() -> list[tuple[str, str]]:
    """Every kind of thing that has a history, for a menu."""
    return sorted(((k, kind_in_words(p.model)) for k, p in parts().items()), key=lambda k: k[1])
