"""Turns cleaned answers into rows of their tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model

from applications.enums import CHOICE_KINDS, QuestionKind, YesNo
from applications.form import site_cache
from applications.models import AboutYouAnswer, Answer, Call, Contact, Question, Revision, Support
from core.language_guess import likely_other_language

# Cleaned answers by step: {"contact": {"email": "…", "may_text": True}, "connection": {…}, …}
Answers = Mapping[str, Mapping[str, Any]]

# In `left_empty`, these make a contact incomplete: no name, no way to reach, no neighborhood.
REQUIRED_OF_A_CONTACT = frozenset({"contact-chosen_name", "contact-email", "home-neighborhood"})
_YES_NO = {YesNo.YES: True, YesNo.NO: False}  # anything else: not asked, or left empty on paper


def eligibility_columns(call: Call, answers: Answers) -> dict[str, Any]:
    """The revision's columns from the first step, without those that the call does not ask.

    The database refuses a revision that lacks a required one.
    """
    eligibility = answers["eligibility"]
    asked = {"is_of_age": call.minimum_age, "works_for_city": call.asks_city_employment}
    return {
        "lives_in_city": eligibility["lives_in_city"],
        **{name: _YES_NO.get(eligibility.get(name)) for name, asks in asked.items() if asks},
    }


def contact_row(sending: Revision, answers: Answers) -> Contact:
    """Name, home and contact details."""
    values = {**answers["contact"], **answers["home"]}
    slug = values.pop("neighborhood")
    values.pop("ways", None)  # stored as fields that are filled in
    values["wants_later_calls"] = answers["declaration"].get("wants_later_calls", False)
    place = site_cache.city().places[slug] if slug else None
    is_complete = REQUIRED_OF_A_CONTACT.isdisjoint(sending.left_empty)
    return Contact(revision=sending, neighborhood=place, is_complete=is_complete, **values)


def support_row(sending: Revision, answers: Answers) -> Support:
    """Languages and support needed."""
    values = dict(answers["support"])
    spoken = site_cache.city().spoken.get(values.pop("speaks"))
    return Support(revision=sending, speaks=spoken, **values)


def answer_rows(sending: Revision, answers: Answers) -> Iterator[Model]:
    """Answers to the call's questions; about-you answers have their own table."""
    questions = {question.key: question for question in sending.application.call.questions.all()}
    for key, value in [*answers["connection"].items(), *answers["questions"].items()]:
        for values in _row_values(questions[key], value):
            looks_like = likely_other_language(values.get("text", ""), sending.language)
            yield Answer(revision=sending, question=questions[key], looks_like=looks_like, **values)
    for key, value in answers["about-you"].items():
        for values in _row_values(questions[key], value):
            yield AboutYouAnswer(revision=sending, question=questions[key], **values)


def _row_values(question: Question, value: Any) -> Iterator[dict[str, Any]]:
    """The values of each row: one for a text, one for each chosen choice, none if unanswered."""
    if question.kind in CHOICE_KINDS:
        chosen = value if question.kind == QuestionKind.SEVERAL_CHOICES else [value]
        for choice in question.choices.all():
            if choice.key in chosen:
                yield {"choice": choice}
    elif value:
        yield {"text": value}
