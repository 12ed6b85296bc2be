"""Who of staff knows who an applicant is: they may not score the application."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from applications.models import Application, PaperEntry
from core.models import AccessEvent, User


def people_who_know(application: Application) -> set[int]:
    """Ids of staff who opened or entered the applicant's identity: they may not score it."""
    entered = PaperEntry.objects.filter(revision__application=application)
    return {
        *_opened().filter(object_id=application.pk).values_list("by", flat=True),
        *entered.values_list("entered_by", flat=True),
    }


def known_to(person: User | OuterRef, application: str = "pk") -> Q:
    """Condition on rows with an application: `person` opened or entered its applicant's identity.

    `application` is the name of its field; by default the rows are applications. An OuterRef names
    the rows' own field with the person.
    """
    its = OuterRef(application)
    opened = _opened().filter(by=person, object_id=its)
    entered = PaperEntry.objects.filter(entered_by=person, revision__application=its)
    return Q(Exists(opened)) | Q(Exists(entered))


def is_known_to(person: User, application: Application) -> bool:
    """Whether `person` opened or entered the identity of this applicant."""
    return Application.objects.filter(known_to(person), pk=application.pk).exists()


def known_pairs(applications: QuerySet[Application]) -> QuerySet[Any]:
    """(staff id, application id) of all who opened or entered an applicant's identity."""
    entered = PaperEntry.objects.filter(revision__application__in=applications).order_by()
    opened = _opened().filter(object_id__in=applications.values("pk")).order_by()
    return opened.values_list("by", "object_id").union(
        entered.values_list("entered_by", "revision__application")
    )


def _opened() -> QuerySet[AccessEvent]:
    what = AccessEvent.What
    identifying = (
        what.APPLICATION,
        what.CONTACT,
        what.ABOUT_YOU,
        what.DUPLICATE_HINT,
        what.COMPARISON,
        what.PAPER_ENTRY,
        what.SCAN,
    )
    return AccessEvent.objects.filter(what__in=identifying, object_id__isnull=False)
