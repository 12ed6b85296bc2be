"""The tables that have a history, and the root each belongs to: application, call or account."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection, models
from pghistory.models import Event

from applications.models import (
    Application,
    Call,
    DeadlineExtension,
    Notice,
    Office,
    Page,
    ZipNeighborhood,
)
from core.models import User
from stipends.models import LedgerEntry

Model = type[models.Model]

# Models that others belong to, in order of precedence, and the field with their name.
ROOTS: dict[Model, str] = {Application: "reference", Call: "slug", User: "name"}

# Models that may have no root, though some of their rows belong to a call; and their name's field.
ALONE: dict[Model, str] = {Page: "key", Notice: "key", Office: "key"}

NAMED = ROOTS | ALONE

# Models whose rows are named by other rows, which are read along.
NAMED_BY: dict[Model, tuple[str, ...]] = {ZipNeighborhood: ("zip", "neighborhood")}

# Append-only tables are their own history: SQL for the time and the context.
OWN_HISTORY: dict[Model, tuple[str, str]] = {
    LedgerEntry: ("at", "jsonb_build_object('user', by_id, 'action', 'stipends.ledger.' || kind)"),
    DeadlineExtension: (
        "at",
        "jsonb_build_object('user', by_id,"
        " 'action', 'applications.calls.actions.open_call.extend_deadline')",
    ),
}


@dataclass(frozen=True)
class Part:
    """One table with a history, and the foreign keys (`steps`) from it to its root.

    `source` is the SQL after FROM: one row for each event, with pghistory's columns.
    """

    model: Model
    source: str
    steps: tuple[models.ForeignKey, ...]
    root: Model

    @property
    def kind(self) -> str:
        """Its name in addresses."""
        return self.model._meta.model_name

    def root_id(self) -> str:
        """SQL for the root's key as text, of the event `e`; deleted rows are found in history."""
        if not self.steps:
            return "e.pgh_obj_id::text"
        here = f"e.{_name(self.steps[0].column)}"
        for step in self.steps[1:]:
            found = f"SELECT s.{_name(step.column)} FROM {_events_of(step.model)} s"
            here = f"({found} WHERE s.pgh_obj_id = {here} ORDER BY s.pgh_id DESC LIMIT 1)"
        return f"{here}::text"

    def belongs(self, kind: str) -> str:
        """An SQL condition: event `e` belongs to the record of this kind with the key %s."""
        if kind == self.kind:
            return "e.pgh_obj_id = %s"
        *before, last = self.steps
        condition = f"{_name(last.column)} = %s"
        for step in reversed(before):
            there = _events_of(step.related_model)
            condition = (
                f"{_name(step.column)} IN (SELECT pgh_obj_id FROM {there} WHERE {condition})"
            )
        return f"e.{condition}"


@cache
def parts() -> dict[str, Part]:
    """Every part by kind: tables tracked by history, and append-only tables."""
    sources = {model: _name(history._meta.db_table) for model, history in _histories().items()}
    sources |= {model: _as_events(model, *columns) for model, columns in OWN_HISTORY.items()}
    found = [Part(model, source, *_way(model, sources)) for model, source in sources.items()]
    return {part.kind: part for part in sorted(found, key=lambda part: part.kind)}


def _histories() -> dict[Model, type[Event]]:
    return {
        history.pgh_tracked_model: history
        for history in apps.get_models()
        if issubclass(history, Event) and hasattr(history, "pgh_tracked_model")
    }


def _events_of(model: Model) -> str:
    return _name(_histories()[model]._meta.db_table)


def _as_events(model: Model, at: str, context: str) -> str:
    """SQL for an append-only table with the columns of a history."""
    table, key = _name(model._meta.db_table), _name(model._meta.pk.column)
    return (
        f"(SELECT {key} AS pgh_id, {at} AS pgh_created_at, 'insert' AS pgh_label,"
        f" {key} AS pgh_obj_id, {context} AS pgh_context, NULL::uuid AS pgh_context_id, own.*"
        f" FROM {table} own)"
    )


def _way(model: Model, known: dict[Model, str]) -> tuple[tuple[models.ForeignKey, ...], Model]:
    """The steps through tracked tables to the first root that `model` leads to, and that root."""
    if model in ROOTS:
        return (), model
    for root in ROOTS:
        for steps in _walks(model, known):
            if steps[-1].related_model is root:
                return steps, root
    return (), model


def _walks(model: Model, known: dict[Model, str]) -> Iterator[tuple[models.ForeignKey, ...]]:
    """Every chain of foreign keys out of `model`, shortest first."""
    waiting: list[tuple[Model, tuple[models.ForeignKey, ...]]] = [(model, ())]
    seen = {model}
    while waiting:
        here, steps = waiting.pop(0)
        for field in here._meta.concrete_fields:
            there = field.related_model if field.is_relation else None
            if there is None or there in seen:
                continue
            yield (*steps, field)
            if there in known and there not in OWN_HISTORY and there not in ROOTS:
                seen.add(there)
                waiting.append((there, (*steps, field)))


def _name(name: str) -> str:
    return connection.ops.quote_name(name)
