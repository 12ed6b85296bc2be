"""Practice applications, for training: enter and clear them."""

import pghistory
from django.db import models
from pghistory.models import Event

from applications.form.actions.submit import Submission, submit
from applications.models import Revision
from applications.practice.queries import practice_applications
from core.actions import action
from core.models import User


@action
def enter_practice(*, by: User, submission: Submission) -> Revision:
    """Store a practice application through the gate; the history marks it as practice."""
    with pghistory.context(practice=True):
        return submit(by=by, submission=submission, is_practice=True)


@action
def clear_practice(*, by: User) -> int:
    """Delete all practice applications with their rows; returns how many."""
    with pghistory.context(practice=True):
        applications = practice_applications().order_by()
        count = len(applications.select_for_update())
        _delete(applications)
        return count


def _delete(rows: models.QuerySet) -> None:
    """Delete `rows` and all rows that refer to them, but not the history."""
    keys = list(rows.values_list("pk", flat=True))
    for relation in rows.model._meta.get_fields(include_hidden=True):
        points_here = (relation.one_to_many or relation.one_to_one) and not relation.concrete
        if keys and points_here and not issubclass(relation.related_model, Event):
            pointing = {f"{relation.field.name}__in": keys}
            _delete(relation.related_model._base_manager.filter(**pointing))
    if keys:
        rows.delete()
