"""Names what a correction changed: its revision is a new row whose words are not shown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from applications.models import Answer, Contact, PaperEntry, Revision, Support
from reports.history import Event
from reports.history_values import label_of

_PARTS = (Contact, Support, PaperEntry)
_SAYS_NOTHING = {
    "application",
    "checked_at",
    "checked_by",
    "agrees",
    "correction_reason",
    "differences",
    "email_opens_about_you",
    "entered_at",
    "entered_by",
    "erased_at",
    "is_complete",
    "is_correction",
    "is_current",
    "left_empty",
    "number",
    "revision",
    "stored_at",
    "submission_key",
    "was_in_grace",
}


def corrected(events: Iterable[Event]) -> dict[int, list[str]]:
    """Revision → what it says that the one before did not, by its names and without the words.

    About-you answers are never among them. A fixed number of queries; none without corrections.
    """
    stored = [event.after for event in events if event.part.model is Revision and not event.before]
    later = {each.get("id") for each in stored if each.get("number", 0) > 1}
    if not later:
        return {}
    applications = Revision.objects.filter(pk__in=later).values("application")
    revisions = Revision.objects.filter(application__in=applications).order_by("number")
    by_place = {(each.application_id, each.number): each for each in revisions}
    says = _what_they_say(by_place.values())
    return {
        each.pk: _differences(says[each.pk], says[by_place[application, number - 1].pk])
        for (application, number), each in by_place.items()
        if each.pk in later
    }


def _what_they_say(revisions: Iterable[Revision]) -> Mapping[int, dict[str, Any]]:
    """Revision → everything on it by its name, answers by their questions."""
    says: dict[int, dict[str, Any]] = {each.pk: dict(_fields_of(each)) for each in revisions}
    for model in _PARTS:
        for row in model.objects.filter(revision__in=says.keys()):
            says[row.revision_id] |= _fields_of(row)
    answers = Answer.objects.filter(revision__in=says.keys())
    for revision, question, choice, text in answers.order_by("question__order", "pk").values_list(
        "revision", "question__text_en", "choice", "text"
    ):
        says[revision].setdefault(question, []).append((choice, text))
    return says


def _fields_of(row: models.Model) -> Iterator[tuple[str, Any]]:
    for field in row._meta.concrete_fields:
        if not field.primary_key and field.name not in _SAYS_NOTHING:
            yield label_of(field), getattr(row, field.attname)


def _differences(after: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    names = [*after, *(name for name in before if name not in after)]
    return [name for name in names if after.get(name) != before.get(name)]
