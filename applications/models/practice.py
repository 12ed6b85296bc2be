"""Keeps practice applications out: default managers without them, and a trigger."""

from typing import Any

import pgtrigger
from django.db import models


class WithoutPractice(models.Manager):
    """The default manager, without rows of practice applications.

    Models also have `with_practice`, for pages about practice.
    """

    # One class for each lookup, since Django creates managers of relations from the class.
    is_practice = "is_practice"

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(**{self.is_practice: False})


class WithoutPracticeByApplication(WithoutPractice):
    """For tables with an `application`."""

    is_practice = "application__is_practice"


class WithoutPracticeByRevision(WithoutPractice):
    """For tables with a `revision`."""

    is_practice = "revision__application__is_practice"


class WithPractice(models.Manager):
    """All rows, for pages about practice and for finding a row by its key."""


# SQL for the application of the row NEW, in a table with an `answer`.
APPLICATION_OF_ANSWER = (
    "(SELECT r.application_id FROM applications_revision r"
    " JOIN applications_answer a ON a.revision_id = r.id WHERE a.id = NEW.answer_id)"
)


def refuse_practice_rows(*, name: str, application: str) -> pgtrigger.Trigger:
    """A trigger that refuses rows about practice applications.

    `application` is SQL for the application's id of the row NEW.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"PERFORM refuse_practice({application}, '{name}'); RETURN NEW;",
    )
