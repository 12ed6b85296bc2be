"""A revision's answers in the form's shape, and what is known of when they came."""

from collections.abc import Iterable
from typing import Any

from django.forms.models import model_to_dict

from applications.enums import Channel, Part, YesNo
from applications.form.queries import correction_of, current_revision, questions_of
from applications.models import Application, Contact, Draft, PaperEntry, Revision, Support
from applications.models.answer import as_form_data
from applications.models.contact import given_ways
from applications.models.draft import DECLARATION
from applications.models.representation import about_you_is_changed

_TICKS = ("was_helped", "wants_later_calls")  # of the last page; to agree changes no answer
_HOME = ("street", "unit", "zip_code", "place_description")


def answers_as_sent(revision: Revision) -> dict[str, dict[str, Any]]:
    """A revision's answers by step, in the form's shape: the reverse of the gate.

    Without the about-you answers: see `about_you_as_sent`.
    """
    contact = Contact.objects.select_related("neighborhood").get(revision=revision)
    support = Support.objects.select_related("speaks").get(revision=revision)
    call = revision.application.call
    other_steps = ("revision", "is_complete", "neighborhood", "wants_later_calls", *_HOME)
    contact_fields = model_to_dict(contact, exclude=other_steps)
    return {
        "eligibility": {
            "lives_in_city": revision.lives_in_city,
            **_where_asked(is_of_age=revision.is_of_age, works_for_city=revision.works_for_city),
        },
        "contact": {**contact_fields, "ways": given_ways(contact_fields)},
        "home": {
            "neighborhood": contact.neighborhood.slug if contact.neighborhood else "",
            **model_to_dict(contact, fields=_HOME),
        },
        "support": {
            **model_to_dict(support, exclude=("revision", "speaks")),
            "speaks": support.speaks.code if support.speaks else "",
        },
        "connection": as_form_data(questions_of(call, Part.CONNECTION), revision.answers.all()),
        "questions": as_form_data(questions_of(call, Part.CALL), revision.answers.all()),
        "declaration": {
            **_where_asked(was_helped=revision.was_helped or None),
            "wants_later_calls": contact.wants_later_calls,
        },
    }


def begun_correction(application: Application) -> Draft | None:
    """The correction of it that was begun: to open one only to look begins nothing."""
    correction = correction_of(application)
    return correction if correction and is_changed(correction) else None


def is_changed(correction: Draft) -> bool:
    """Whether anything in a correction differs from what was sent."""
    revision = current_revision(correction.corrects)
    sent = answers_as_sent(revision)
    typed = {**correction.typed}
    declared = sent[DECLARATION]
    ticked = typed.pop(DECLARATION, declared)
    return (
        bool(typed)
        or any(page != sent[step] for step, page in correction.answers.items())
        or any((ticked.get(name) or "") != (declared.get(name) or "") for name in _TICKS)
        or about_you_is_changed(correction, revision)
    )


def _where_asked(**columns: bool | None) -> dict[str, str]:
    """The answer "yes" or "no" for each column, without those that were not asked or answered."""
    answered = {name: value for name, value in columns.items() if value is not None}
    return {name: (YesNo.YES if value else YesNo.NO).value for name, value in answered.items()}


def days_only(applications: Iterable[Any]) -> set[int]:
    """Of these, or of their entries in the index, those whose received stamp has no time."""
    on_paper = [each.pk for each in applications if each.channel != Channel.WEB]
    papers = PaperEntry.objects.filter(revision__application__in=on_paper)
    newest = papers.order_by("revision__number").values_list("revision__application", "has_time")
    return {application for application, has_time in dict(newest).items() if not has_time}
