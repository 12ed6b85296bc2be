"""What somebody answered, as the rows that it becomes: each part in the table that is its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model

from applications.enums import CHOICE_KINDS, Kind, YesNo
from applications.form import site_cache
from applications.models import AboutYouAnswer, Answer, Call, Contact, Question, Revision, Support
from core.language_guess import likely_other_language

# Cleaned answers by step: {"contact": {"email": "…", "may_text": True}, "connection": {…}, …}
Answers = Mapping[str, Mapping[str, Any]]

# Marks of what no contact lacks, unless a paper left it empty: any name, any way, a neighborhood.
NEEDED_OF_A_CONTACT = frozenset({"contact-chosen_name", "contact-email", "home-neighborhood"})
_SAID = {YesNo.YES: True, YesNo.NO: False}  # anything else: not asked, or left empty on a paper


def said_of_eligibility(call: Call, answers: Answers) -> dict[str, Any]:
    """The columns of a revision that the first step fills; what the call does not ask is left out.

    An answer that it asks for and does not get is refused by the database.
    """
    given = answers["eligibility"]
    asked = {"is_of_age": call.minimum_age, "works_for_city": call.asks_city_employment}
    return {
        "lives_in_city": given["lives_in_city"],
        **{name: _SAID.get(given.get(name)) for name, asks in asked.items() if asks},
    }


def contact_row(sending: Revision, answers: Answers) -> Contact:
    """Who somebody is, where they live and how to reach them."""
    given = {**answers["contact"], **answers["home"]}
    slug = given.pop("neighborhood")
    given.pop("ways", None)  # each is there, or is empty
    given["wants_later_calls"] = answers["declaration"].get("wants_later_calls", False)
    place = site_cache.city().places[slug] if slug else None
    is_complete = NEEDED_OF_A_CONTACT.isdisjoint(sending.left_empty)
    return Contact(revision=sending, neighborhood=place, is_complete=is_complete, **given)


def support_row(sending: Revision, answers: Answers) -> Support:
    """Languages and the help asked for."""
    given = dict(answers["support"])
    spoken = site_cache.city().spoken.get(given.pop("speaks"))
    return Support(revision=sending, speaks=spoken, **given)


def answer_rows(sending: Revision, answers: Answers) -> Iterator[Model]:
    """Answers to row questions; about-you answers go to a table of their own (see models)."""
    questions = {question.key: question for question in sending.application.call.questions.all()}
    for key, value in [*answers["connection"].items(), *answers["questions"].items()]:
        for given in _given(questions[key], value):
            looks_like = likely_other_language(given.get("text", ""), sending.language)
            yield Answer(revision=sending, question=questions[key], looks_like=looks_like, **given)
    for key, value in answers["about-you"].items():
        for given in _given(questions[key], value):
            yield AboutYouAnswer(revision=sending, question=questions[key], **given)


def _given(question: Question, value: Any) -> Iterator[dict[str, Any]]:
    """One row's values for a text, and for each choice made; unanswered stays without a row."""
    if question.kind in CHOICE_KINDS:
        chosen = value if question.kind == Kind.SEVERAL_CHOICES else [value]
        for choice in question.choices.all():
            if choice.key in chosen:
                yield {"choice": choice}
    elif value:
        yield {"text": value}
