"""Change history: database triggers record who changed what, and when."""

from collections.abc import Callable, Iterable

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F
from django.db.models.fields.json import KT

PERSON = KT("pgh_context__user")
ACTION = KT("pgh_context__action")


def tracked(
    leave_out: Iterable[str] = (), unremarked: Iterable[str] = ()
) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: record every insert, update and delete of a model.

    `leave_out` names fields whose content the history must not store (what people wrote about
    themselves: revisions keep that, and erasing need not search the history). A change of one of
    them is still recorded, unless it is also `unremarked`.
    Models with translated fields call this in translation.py, after registering: as a decorator
    it would miss every translated column.
    """

    def track(model: type[models.Model]) -> type[models.Model]:
        model.history_leaves_out = tuple(leave_out)
        return pghistory.track(
            pghistory.InsertEvent(),
            _update_event(model, leave_out, unremarked),
            pghistory.DeleteEvent(),
            exclude=list(leave_out),
            meta={"default_permissions": (), "indexes": _indexes(model)},
        )(model)

    return track


def _update_event(
    model: type[models.Model], leave_out: Iterable[str], unremarked: Iterable[str]
) -> pghistory.UpdateEvent:
    """By default an update event fires only for fields that it stores."""
    if not leave_out:
        return pghistory.UpdateEvent()
    remarked = [f.name for f in model._meta.concrete_fields if f.name not in set(unremarked)]
    return pghistory.UpdateEvent(condition=pgtrigger.AnyChange(*remarked))


def _indexes(model: type[models.Model]) -> list[models.Index]:
    """For the auditor's searches, newest first."""
    name = model._meta.model_name[:20]
    newest = (F("pgh_created_at").desc(), F("pgh_id").desc())
    return [
        models.Index(fields=["-pgh_created_at", "-pgh_id"], name=f"{name}_by_time"),
        models.Index(ACTION, *newest, name=f"{name}_by_action"),
        models.Index(PERSON, *newest, name=f"{name}_by_person"),
    ]
