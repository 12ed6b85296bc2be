"""Change history: triggers in the database write who changed what, and when."""

from collections.abc import Callable, Iterable

import pghistory
from django.db import models


def tracked(leave_out: Iterable[str] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: record every insert, update and delete of a model.

    `leave_out` names fields whose content the history must not hold (what people wrote
    about themselves: revisions keep that, and erasing must not have to hunt for it).
    Models with translated fields call this in translation.py, after registering: used as
    a decorator there it would miss every translated column.
    """

    def track(model: type[models.Model]) -> type[models.Model]:
        model.history_leaves_out = tuple(leave_out)
        events = pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
        return pghistory.track(*events, exclude=list(leave_out))(model)

    return track
