"""The words under which an application was sent: questions and choices as they stood then.

Nobody stores them with an answer. The history has every wording a question ever had, and rows of
it never change; so when an application was received says which one its sender had before them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, Case, F, Model, QuerySet, When

from applications.models import Call, Choice, Question, Revision
from core.languages import BY_CODE, ENGLISH, Language
from core.translated import column

DELETED = "delete"


@dataclass(frozen=True)
class WordingAtSubmission:
    """Texts by the id of the question and of the choice; what has no history is not in it."""

    questions: dict[int, str]
    choices: dict[int, str]


def wording_at_submission(revision: Revision, language: Language = ENGLISH) -> WordingAtSubmission:
    """The words of all questions of its call when `revision` was received, in two queries.

    In English for staff. In another language, what stood in that one alone: "" where the reader
    was given the English.
    """
    call = revision.application.call
    return wording_at(call, revision.received_at, language)


def words_read(revision: Revision) -> WordingAtSubmission:
    """The same as its sender read it: in their own language, where there was any, else English."""
    english = wording_at_submission(revision)
    own = wording_at_submission(revision, BY_CODE[revision.language])
    return WordingAtSubmission(
        questions={key: own.questions.get(key) or text for key, text in english.questions.items()},
        choices={key: own.choices.get(key) or text for key, text in english.choices.items()},
    )


def wording_at(call: Call, moment: datetime, language: Language = ENGLISH) -> WordingAtSubmission:
    """The words of a call's questions as they stood at `moment`, or the first they ever had."""
    questions = Question.events.rel.related_model.objects.filter(call=call)
    choices = Choice.events.rel.related_model.objects.filter(question__call=call)
    name = column("text", language)
    return WordingAtSubmission(_at(questions, moment, name), _at(choices, moment, name))


def has_changed(given: WordingAtSubmission, questions: Iterable[Question]) -> bool:
    """Whether any of these questions is worded in another way now."""
    return any(given.questions.get(q.pk, q.text_en) != q.text_en for q in questions)


def _at(events: QuerySet[Model], moment: datetime, name: str) -> dict[int, str]:
    """For each row the newest event until `moment`; where there is none, the oldest there is."""
    rank = Case(
        When(pgh_created_at__lte=moment, then=-F("pgh_id")),
        default=F("pgh_id"),
        output_field=BigIntegerField(),
    )
    nearest = (
        events.exclude(pgh_label=DELETED)
        .annotate(rank=rank)
        .order_by("pgh_obj_id", "rank")
        .distinct("pgh_obj_id")
    )
    return {key: text or "" for key, text in nearest.values_list("pgh_obj_id", name)}
