"""What keeps practice apart from what counts: managers that do not see it, and a refusal."""

from typing import Any

import pgtrigger
from django.db import models


class WithoutPractice(models.Manager):
    """The door that everybody uses: rows of practice applications are not there.

    Where practice is meant, models have a second door, `with_practice`.
    """

    # A class each, since Django makes the managers of relations from the class alone.
    is_practice = "is_practice"

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(**{self.is_practice: False})


class WithoutPracticeByApplication(WithoutPractice):
    """The same for tables with an `application`."""

    is_practice = "application__is_practice"


class WithoutPracticeByRevision(WithoutPractice):
    """The same for tables with a `revision`."""

    is_practice = "revision__application__is_practice"


class WithPractice(models.Manager):
    """The other door, for what is about practice or finds a row by its own key."""


# SQL for the application of the row NEW, in a table with an `answer`.
APPLICATION_OF_ANSWER = (
    "(SELECT r.application_id FROM applications_revision r"
    " JOIN applications_answer a ON a.revision_id = r.id WHERE a.id = NEW.answer_id)"
)


def refused_to_practice(*, name: str, application: str) -> pgtrigger.Trigger:
    """A trigger under a sentence's name: no row of this table is about a practice application.

    `application` is SQL for the application's id, of the row NEW.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"PERFORM refuse_practice({application}, '{name}'); RETURN NEW;",
    )
