"""The wording of questions and choices when an application was sent.

It is not stored with the answers: the append-only history has every wording that a question ever
had, so the time of receipt says which one the applicant read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from applications.models import Call, Choice, Question, Revision
from core.languages import BY_CODE, ENGLISH, Language
from core.translated import column

DELETED = "delete"


@dataclass(frozen=True)
class WordingAtSubmission:
    """Texts by question id and by choice id; without those that have no history."""

    questions: dict[int, str]
    choices: dict[int, str]


def wording_at_submission(revision: Revision, language: Language = ENGLISH) -> WordingAtSubmission:
    """The wording of the call's questions when `revision` was received, in one query.

    In English for staff. In another language without fallback: "" if there was no translation.
    """
    call = revision.application.call
    return wording_at(call, revision.received_at, language)


def words_read(revision: Revision) -> WordingAtSubmission:
    """The same as the applicant read it: in their language, or English if not translated."""
    english = wording_at_submission(revision)
    own = wording_at_submission(revision, BY_CODE[revision.language])
    return WordingAtSubmission(
        questions={key: own.questions.get(key) or text for key, text in english.questions.items()},
        choices={key: own.choices.get(key) or text for key, text in english.choices.items()},
    )


def wording_at(
    call: Call | int, moment: datetime, language: Language = ENGLISH
) -> WordingAtSubmission:
    """The wording of a call's questions at `moment`, or the first wording after it."""
    questions = Question.events.rel.related_model.objects.filter(call=call)
    choices = Choice.events.rel.related_model.objects.filter(question__call=call)
    name = column("text", language)
    texts: dict[str, dict[int, str]] = {"question": {}, "choice": {}}
    both = _at("question", questions, moment, name).union(
        _at("choice", choices, moment, name), all=True
    )
    for what, key, text in both:
        texts[what][key] = text or ""
    return WordingAtSubmission(questions=texts["question"], choices=texts["choice"])


def has_changed(wording: WordingAtSubmission, questions: Iterable[Question]) -> bool:
    """Whether the wording of any of these questions is different now."""
    return any(wording.questions.get(q.pk, q.text_en) != q.text_en for q in questions)


def worded_at(rows: type[Model], moment: OuterRef, row: str = "pk") -> Coalesce:
    """As an expression, the English that `wording_at` finds for a question or choice.

    `moment` and `row` lead to when and to it from where the expression is used. Without history it
    is the wording of now.
    """
    text = column("text", ENGLISH)
    events = rows.events.rel.related_model.objects.filter(pgh_obj_id=OuterRef(row))
    nearest = Subquery(_nearest(events, moment).values(text)[:1])
    now = F(text) if row == "pk" else F(f"{row}__{text}")
    return Coalesce(nearest, now, output_field=TextField())


def _at(what: str, events: QuerySet[Model], moment: datetime, name: str) -> QuerySet[Model]:
    """(`what`, id, text) of each row."""
    nearest = _nearest(events, moment).distinct("pgh_obj_id")
    return nearest.values_list(Value(what), "pgh_obj_id", name)


def _nearest(events: QuerySet[Model], moment: datetime | OuterRef) -> QuerySet[Model]:
    """Events of each row, first the one that counts: the newest until `moment`, else the oldest."""
    rank = Case(
        When(pgh_created_at__lte=moment, then=-F("pgh_id")),
        default=F("pgh_id"),
        output_field=BigIntegerField(),
    )
    return events.exclude(pgh_label=DELETED).annotate(rank=rank).order_by("pgh_obj_id", "rank")
