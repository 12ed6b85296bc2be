"""Describes changes for people: who, when, which action, and which fields from what to what.

Personal data, answers, and what staff wrote about applicants are never shown, only that they
changed.
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

# Fields whose values may be shown; except texts of staff about applicants.
_READABLE = {privacy.CONFIGURATION, privacy.RECORD, privacy.STAFF}
# A new row with such fields is only named, without its fields; about-you answers always.
_ABOUT_SOMEBODY = {privacy.PERSONAL, privacy.ANSWER, privacy.SPECIAL}
_DID = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Difference:
    """One field; for something new `before` is empty."""

    field: str
    before: str
    after: str


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
    """All changes of one action to one root. `person` is "" for residents and the worker."""

    at: datetime
    person: str
    action: str
    root: Root | None
    changes: list[Change]


@dataclass(frozen=True)
class Names:
    """Names for the ids in the history."""

    roots: dict[tuple[Model, str], str]
    things: dict[Model, dict[Any, str]]


def in_words(events: list[Event]) -> list[Entry]:
    """Entries in the order of `events`; at most one query for each table that is named."""
    names = Names(roots=dict(_root_names(events)), things=_thing_names(events))

    def act(event: Event) -> tuple[Any, ...]:
        return event.at, event.together, event.root, event.root_id

    return [_entry(list(together), names) for _, together in groupby(_sorted(events), key=act)]


def _sorted(events: list[Event]) -> list[Event]:
    """In the same order, except that changes of one action to one root are adjacent."""
    first: dict[tuple[Any, ...], int] = {}
    for number, event in enumerate(events):
        first.setdefault((event.at, event.together, event.root, event.root_id), number)
    return sorted(events, key=lambda e: first[e.at, e.together, e.root, e.root_id])


def action_in_words(action: str) -> str:
    """ "selection.actions.choose.choose_member" → "Choose member"."""
    return capfirst(action.rpartition(".")[2].replace("_", " "))


def kind_in_words(model: Model) -> str:
    """A model's name, such as "Paper entry"."""
    return capfirst(model._meta.verbose_name)


def _root_names(events: Iterable[Event]) -> Iterator[tuple[tuple[Model, str], str]]:
    """The last names of roots in the history, which has those of deleted roots too."""
    for root, column in NAMED.items():
        ids = {e.root_id for e in events if e.root is root and e.root_id}
        history = root._meta.get_field("events").related_model
        named = history.objects.filter(pgh_obj__in=ids).order_by("pgh_id")
        for key, name in named.values_list("pgh_obj_id", column):
            yield (root, str(key)), name


def _thing_names(events: Iterable[Event]) -> dict[Model, dict[Any, str]]:
    """Names of the targets of foreign keys, by model: staff, roles, and configuration."""
    ids: dict[Model, set[Any]] = {User: set(), Group: set()}
    ids[User] = {event.person for event in events if event.person}
    for event in events:
        for field in _fields(event):
            there = field.related_model
            if there and (there in ids or set(_declared(there)) == {privacy.CONFIGURATION}):
                keys = {event.after[field.column], (event.before or {}).get(field.column)}
                ids.setdefault(there, set()).update(keys - {None})
    return {
        model: {key: str(thing) for key, thing in model.objects.in_bulk(keys).items()}
        for model, keys in ids.items()
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
    name = names.roots.get((model, key), key)
    kind = kind_in_words(model)
    in_address = name if model in NAMED and model is not User else key
    title = name if model in ROOTS else f"{kind} {name}"
    return Root(model._meta.model_name, in_address, title)


def _change(event: Event, names: Names) -> Change:
    model, did = event.part.model, _DID.get(event.label, event.label)
    about_somebody = _ABOUT_SOMEBODY & set(_declared(model))
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
    """The fields to show: neither keys nor the foreign key to the root."""
    part = event.part
    for field in part.model._meta.concrete_fields:
        is_step = bool(part.steps) and field.column == part.steps[0].column
        is_key = field.primary_key or isinstance(field, models.UUIDField)
        if field.column in event.after and not is_key and not is_step:
            yield field


def _declared(model: Model) -> dict[privacy.Privacy, list[str]]:
    return getattr(model._meta.concrete_model, "privacy", {})


def _kind(model: Model, field: models.Field) -> privacy.Privacy | None:
    """The privacy class of a field."""
    name = getattr(getattr(field, "translated_field", None), "name", field.name)
    return next((kind for kind, names in _declared(model).items() if name in names), None)


def _is_readable(model: Model, field: models.Field) -> bool:
    """Whether the values of a field may be shown, by its privacy class."""
    kind = _kind(model, field)
    if kind is None:  # Django's own tables for many-to-many relations, such as users' roles
        return bool(model._meta.concrete_model._meta.auto_created)
    if kind is privacy.STAFF and parts()[model._meta.model_name].root is Application:
        # Reasons for a legal hold or an erasure are short texts, and about the applicant.
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
    # Published texts are cut short; reasons are shown in full.
    is_reason = _kind(field.model, field) is privacy.STAFF
    return words if is_reason else Truncator(words).chars(LONGEST)


def kinds() -> list[tuple[str, str]]:
    """Every kind of record that has a history, for a menu."""
    return sorted(((k, kind_in_words(p.model)) for k, p in parts().items()), key=lambda k: k[1])
