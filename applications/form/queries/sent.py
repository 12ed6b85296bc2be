"""What somebody sent, in the shape in which the form took it."""

from typing import Any

from django.forms.models import model_to_dict

from applications.enums import Part, YesNo
from applications.form.queries import questions_of
from applications.models import Contact, Revision, Support
from applications.models.answer import as_form_data
from applications.models.contact import given_ways

_HOME = ("street", "unit", "zip_code", "place_description")


def answers_as_sent(revision: Revision) -> dict[str, dict[str, Any]]:
    """What one revision said, by step, as the form took it: the gate the other way round.

    About-you answers come by a door of their own: `about_you_as_sent`.
    """
    contact = Contact.objects.select_related("neighborhood").get(revision=revision)
    support = Support.objects.select_related("speaks").get(revision=revision)
    call = revision.application.call
    apart = ("revision", "is_complete", "neighborhood", "wants_later_calls", *_HOME)
    reached = model_to_dict(contact, exclude=apart)
    return {
        "eligibility": {
            "lives_in_city": revision.lives_in_city,
            **_where_asked(is_of_age=revision.is_of_age, works_for_city=revision.works_for_city),
        },
        "contact": {**reached, "ways": given_ways(reached)},
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


def _where_asked(**given: bool | None) -> dict[str, str]:
    """Yes or no as the form took it, without what was not asked or not answered."""
    said = {name: YesNo.YES if value else YesNo.NO for name, value in given.items()}
    return {name: said[name].value for name, value in given.items() if value is not None}
