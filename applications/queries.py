"""Questions about many rows: calls, questions, contacts, neighborhoods."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from applications.enums import Part
from applications.models import (
    Answer,
    Application,
    Call,
    Cluster,
    Contact,
    Neighborhood,
    Notice,
    Question,
    Revision,
)


def published_calls() -> QuerySet[Call]:
    """Calls that residents may see, the newest first."""
    return Call.objects.filter(is_published=True)


def notices_on(day: date) -> QuerySet[Notice]:
    """Notices that stand on public pages on `day`."""
    return Notice.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def questions_of(call: Call, part: Part) -> QuerySet[Question]:
    """The questions of one part of the form, in order, with their choices."""
    return call.questions.filter(part=part).prefetch_related("choices")


def revision_sent_as(submission_key: uuid.UUID) -> Revision | None:
    """What was stored under this key, if anything was."""
    sent = Revision.objects.filter(submission_key=submission_key)
    return sent.select_related("application__call").first()


def contacts_of(applications: Iterable[Application]) -> dict[int, Contact]:
    """The current contact of each application, by the application's id."""
    contacts = Contact.objects.filter(
        revision__is_current=True, revision__application__in=applications
    ).select_related("revision", "neighborhood")
    return {contact.revision.application_id: contact for contact in contacts}


def cluster_of_each_applicant(call: Call) -> dict[int, int | None]:
    """Application id → cluster id, None for those who named no neighborhood of the city."""
    rows = Contact.objects.filter(
        revision__is_current=True, revision__application__call=call
    ).values_list("revision__application_id", "neighborhood__cluster_id")
    return dict(rows)


def answers_of(application: Application) -> QuerySet[Answer]:
    """The current answers of one application, in the order of the form."""
    return Answer.objects.filter(
        revision__application=application, revision__is_current=True
    ).select_related("question", "choice").order_by("question__order", "choice__order")  # fmt: skip


def neighborhoods() -> QuerySet[Neighborhood]:
    """Every answer to "which neighborhood", in the order in which it is offered."""
    return Neighborhood.objects.order_by("order")


def clusters() -> QuerySet[Cluster]:
    """The groups of neighborhoods that seats are balanced over."""
    return Cluster.objects.order_by("order")
