"""All that reviewers may read of applications: an allow-list without names or contacts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from applications.enums import (
    CHOICE_KINDS,
    QuestionKind,
    RedactionKind,
    TranslationStatus,
    YesNo,
)
from applications.form import queries
from applications.form.wording_at_submission import worded_at
from applications.models import Answer, Application, Choice, Question, Redaction, Revision
from applications.models.redaction import ReviewerCopy, copy_for_reviewers
from applications.models.translation import with_translations
from core.languages import ENGLISH, english_name


@dataclass(frozen=True)
class BlindAnswer:
    """One scored question and its answer, one line each; `language` is the applicant's.

    The question and its choices have the wording at submission. `is_blanked`: words are redacted.
    `is_withheld`: the whole answer is, and `lines` is empty, as it is where nothing was answered.
    `translation` is the submitted English translation; it is empty for redacted answers, since it
    would show the redacted words.
    """

    question: str
    lines: list[str]
    language: str
    is_blanked: bool = False
    is_withheld: bool = False
    translation: str = ""
    is_checked: bool = False

    @property
    def language_name(self) -> str:
        """The language in English; empty where the words are in English or the city's own."""
        return "" if self.language in ("", ENGLISH.code) else english_name(self.language)


@dataclass(frozen=True)
class BlindApplication:
    """All that a reviewer may see of one application; `number` is that of the revision."""

    reference: str
    number: int
    answers: list[BlindAnswer]

    @property
    def is_empty(self) -> bool:
        """Whether none of the scored questions is answered."""
        return not any(answer.lines or answer.is_withheld for answer in self.answers)

    @property
    def languages_needed(self) -> dict[str, str]:
        """Language → its name, of answers without a word of English."""
        return {
            answer.language: answer.language_name
            for answer in self.answers
            if answer.lines and answer.language_name and not answer.translation
        }


def read(
    application: Application, revision: Revision | None = None, *, only_redacted: bool = False
) -> BlindApplication:
    """The reference and the answers to questions marked as scored, in the order of the form.

    `revision` is the current one, where the caller has it already. If `only_redacted`, an answer
    that staff have not looked at is withheld.
    """
    revision = revision or queries.current_revision(application)
    return BlindApplication(
        reference=application.reference,
        number=revision.number,
        answers=[
            _blind_answer(question, only_redacted)
            for question in _scored_questions().filter(revision=revision.pk)
        ],
    )


@cache
def _scored_questions() -> QuerySet[Question]:
    """In the order of the form, `worded` as when the revision was sent that `revision` names.

    Each with `given`, what was answered then, and `redacted`, what staff decided about its answer
    in any revision: all in one query. It is put together once, for no certain revision, since that
    takes longer than asking.
    """
    sent = "call__applications__revisions"
    answers = Answer.objects.filter(revision=OuterRef("revision"), question=OuterRef("pk"))
    answers = with_translations(answers).annotate(
        worded=worded_at(Choice, OuterRef("revision__received_at"), "choice")
    )
    redactions = Redaction.objects.filter(
        answer__question=OuterRef("pk"), answer__revision__application=OuterRef("application")
    )
    questions = Question.objects.filter(is_scored=True).only("kind").order_by("order")
    return questions.annotate(
        revision=F(sent),
        application=F("call__applications"),
        received_at=F(f"{sent}__received_at"),
    ).annotate(
        worded=worded_at(Question, OuterRef("received_at")),
        given=_rows(answers.order_by("choice__order"), _OF_AN_ANSWER),
        redacted=_rows(redactions.order_by(), _OF_A_REDACTION),
    )


_OF_AN_ANSWER = ("id", "text", "worded", "language", "translated", "translation_status")
_OF_A_REDACTION = ("answer_id", "kind", "text")


def _rows(found: QuerySet[Model], names: Iterable[str]) -> ArraySubquery:
    """Their columns of these names, a mapping for each row."""
    return ArraySubquery(found.values(columns=JSONObject(**{name: name for name in names})))


def _blind_answer(question: Question, only_redacted: bool) -> BlindAnswer:
    """One question as a reviewer sees it."""
    if not question.given:
        return BlindAnswer(question.worded, [], "")
    if question.kind in (*CHOICE_KINDS, QuestionKind.YES_NO):
        # Choices are shown in the city's words, in English; a text is in the applicant's language.
        is_choice = question.kind != QuestionKind.YES_NO
        lines = [
            each["worded"] if is_choice else str(YesNo(each["text"]).label)
            for each in question.given
        ]
        return BlindAnswer(question.worded, lines, "")
    first = question.given[0]
    copy = _copy_for_reviewers(question, first)
    is_unseen = only_redacted and copy.decided is None
    is_withheld = is_unseen or copy.kind == RedactionKind.WITHHELD
    is_translated = (
        not is_unseen and copy.kind == RedactionKind.AS_IS and first["language"] != ENGLISH.code
    )
    return BlindAnswer(
        question=question.worded,
        lines=[] if is_withheld else [copy.text],
        language=first["language"],
        is_blanked=copy.kind == RedactionKind.BLANKED,
        is_withheld=is_withheld,
        translation=(first["translated"] or "") if is_translated else "",
        is_checked=first["translation_status"] == TranslationStatus.CHECKED,
    )


def _copy_for_reviewers(question: Question, given: Mapping[str, Any]) -> ReviewerCopy:
    redactions = [
        Redaction(
            answer=Answer(pk=each["answer_id"], question_id=question.pk),
            kind=each["kind"],
            text=each["text"],
        )
        for each in question.redacted
    ]
    answer = Answer(pk=given["id"], question_id=question.pk, text=given["text"])
    return copy_for_reviewers(answer, redactions)
