"""Fields and their values as people read them: labels, names instead of ids, dates, dollars.

Whether a value may be shown at all is declared by each model (`privacy`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst

from applications.models import Application, Call
from core import languages, privacy
from core.models import User
from core.templatetags.money import dollars
from reports.history import Event
from reports.history_parts import NAMED, NAMED_BY, ROOTS, Model, parts

LONGEST = 120  # characters of a value
NOTHING = "–"

# Fields whose values may be shown; except texts of staff about applicants.
_READABLE = {privacy.CONFIGURATION, privacy.RECORD, privacy.STAFF}
# Beside configuration: what a foreign key may lead to and be called by its name.
_NAMED = (User, Group, Permission, Application, *ROOTS)


@dataclass(frozen=True)
class Names:
    """Names for the ids in the history."""

    roots: dict[tuple[Model, str], str]
    things: dict[Model, dict[Any, str]]


def kind_in_words(model: Model) -> str:
    """A model's name, such as "Paper entry"."""
    return capfirst(model._meta.verbose_name)


def names_in(events: list[Event]) -> Names:
    """At most one query for each table that is named."""
    return Names(roots=dict(_root_names(events)), things=_thing_names(events))


def _root_names(events: Iterable[Event]) -> Iterator[tuple[tuple[Model, str], str]]:
    """The last names of roots in the history, which has those of deleted roots too."""
    for root, column in NAMED.items():
        ids = {e.root_id for e in events if e.root is root and e.root_id}
        history = root._meta.get_field("events").related_model
        named = history.objects.filter(pgh_obj__in=ids).order_by("pgh_id")
        for key, name in named.values_list("pgh_obj_id", column):
            yield (root, str(key)), name


def _thing_names(events: Iterable[Event]) -> dict[Model, dict[Any, str]]:
    """Names of staff, of roots that the history has no name of, and of what rows lead to."""
    ids: dict[Model, set[Any]] = {User: {event.person for event in events if event.person}}
    for event in events:
        if event.root_id and event.root not in NAMED:
            ids.setdefault(event.root, set()).add(int(event.root_id))
        for field in fields_of(event):
            if there := field.related_model:
                keys = {event.after[field.column], (event.before or {}).get(field.column)}
                ids.setdefault(there, set()).update(keys - {None})
    found: dict[Model, dict[Any, str]] = {}
    for model, keys in ids.items():
        rows = model.objects.all()
        if along := NAMED_BY.get(model):
            rows = rows.select_related(*along)
        found[model] = {key: _name(row) for key, row in rows.in_bulk(keys).items()}
    return found


def _name(thing: models.Model) -> str:
    return thing.name if isinstance(thing, Permission) else str(thing)


def fields_of(event: Event) -> list[models.Field]:
    """The fields of an event that say something to people."""
    return [field for field in _fields_in(event.part.kind) if field.column in event.after]


@cache
def _fields_in(kind: str) -> list[models.Field]:
    """Those of a kind: looked for once, since a page has a hundred events.

    Not the keys of tables and of a city's folder, nor the foreign key to the root, nor one to a row
    that has no name; and of a translated field its languages alone.
    """
    part = parts()[kind]
    columns = part.model._meta.concrete_fields
    translated = {each.translated_field.name for each in columns if is_translated(each)}
    found = []
    for field in columns:
        is_step = bool(part.steps) and field.column == part.steps[0].column
        is_key = field.primary_key or isinstance(field, models.UUIDField)
        is_slug = isinstance(field, models.SlugField) and part.model is not Call
        is_nameless = field.is_relation and not _has_name(field.related_model)
        if not (is_key or is_step or is_slug or is_nameless or field.name in translated):
            found.append(field)
    return found


def is_translated(field: models.Field) -> bool:
    """Whether it is a translated field in one language."""
    return hasattr(field, "translated_field")


def language_of(field: models.Field) -> str:
    """The English name of the language of a translated field."""
    code = field.language.replace("_", "-")
    return languages.english_name(code)


def _has_name(model: Model) -> bool:
    return model in _NAMED or set(declared(model)) == {privacy.CONFIGURATION}


def declared(model: Model) -> dict[privacy.Privacy, list[str]]:
    """A model's fields by privacy class."""
    return getattr(model._meta.concrete_model, "privacy", {})


def _kind(model: Model, field: models.Field) -> privacy.Privacy | None:
    """The privacy class of a field."""
    name = getattr(getattr(field, "translated_field", None), "name", field.name)
    return next((kind for kind, names in declared(model).items() if name in names), None)


@cache
def is_readable(model: Model, field: models.Field) -> bool:
    """Whether the values of a field may be shown, by its privacy class."""
    kind = _kind(model, field)
    if kind is None:  # Django's own tables for many-to-many relations, such as users' roles
        return bool(model._meta.concrete_model._meta.auto_created)
    if kind is privacy.STAFF and parts()[model._meta.model_name].root is Application:
        # Reasons for a legal hold or an erasure are short texts, and about the applicant.
        is_text = isinstance(field, models.CharField | models.TextField)
        return not is_text or bool(field.choices)
    return kind in _READABLE


def label_of(field: models.Field) -> str:
    """A field's name; of a translated field without the language."""
    if field.related_model is Group:
        return "Role"
    named = field.translated_field if is_translated(field) else field
    return capfirst(str(named.verbose_name).removesuffix(" cents"))


def value_in_words(field: models.Field, value: Any, names: Names) -> str:
    """A column's value as people read it."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.is_relation:
        return _thing(field.related_model, value, names)
    if field.name.endswith("_cents"):
        return dollars(value)
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(parse_datetime(value)), "M j, Y, P")
    if isinstance(field, models.DateField):
        return date_format(parse_date(value), "M j, Y")
    if isinstance(field, ArrayField):
        return _list(field, value)
    if isinstance(field, models.JSONField):
        return f"{len(value)} entr{pluralize(len(value), 'y,ies')}"
    if field.choices == languages.as_choices():
        return languages.english_name(value)
    words = str(dict(field.flatchoices).get(value, value))
    # Published texts are cut short; reasons are shown in full.
    is_reason = _kind(field.model, field) is privacy.STAFF
    return words if is_reason else Truncator(words).chars(LONGEST)


def _thing(model: Model, key: Any, names: Names) -> str:
    """What a foreign key leads to; what is gone is only called what it was."""
    known = names.things.get(model, {}).get(key) or names.roots.get((model, str(key)))
    gone = f"{kind_in_words(model)} that is no longer there"
    return Truncator(known or gone).chars(LONGEST)


def _list(field: ArrayField, values: list[Any]) -> str:
    """The words of an invitation's roles; codes are only counted."""
    named = dict(field.base_field.flatchoices)
    return ", ".join(str(named[each]) for each in values) if named else str(len(values))
