"""All that reviewers may read of applications: an allow-list without names or contacts."""

from dataclasses import dataclass

from django.db.models import QuerySet

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
from applications.models.redaction import copy_for_reviewers
from applications.models.translation import with_translations
from core.languages import ENGLISH, english_name


@dataclass(frozen=True)
class BlindAnswer:
    """One scored question and its answer, one line each; `language` is the applicant's.

    The question and its choices have the wording at submission. `is_blanked`: words are redacted.
    `is_withheld`: the whole answer is, and `lines` is empty, as it is where nothing was answered.
    `translation` is the submitted
    English translation; it is empty for redacted answers, since it would show the redacted words.
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
    given: dict[int, list[Answer]] = {}
    for answer in _scored_answers(revision):
        given.setdefault(answer.question_id, []).append(answer)
    redactions = queries.redactions_of(application)
    return BlindApplication(
        reference=application.reference,
        number=revision.number,
        answers=[
            _blind_answer(question, given[question.pk], redactions, only_redacted)
            if question.pk in given
            else BlindAnswer(question.worded, [], "")
            for question in _scored_questions(application.call_id, revision)
        ],
    )


def _scored_questions(call: int, revision: Revision) -> QuerySet[Question]:
    """In the order of the form, `worded` as they were when the revision was sent."""
    questions = Question.objects.filter(call=call, is_scored=True).only("kind").order_by("order")
    return questions.annotate(worded=worded_at(Question, revision.received_at))


def _scored_answers(revision: Revision) -> QuerySet[Answer]:
    """With their translations; chosen ones `worded` as they were when the revision was sent."""
    scored = Answer.objects.filter(revision=revision, question__is_scored=True)
    worded = worded_at(Choice, revision.received_at, "choice")
    return with_translations(scored).annotate(worded=worded).order_by("choice__order")


def _blind_answer(
    question: Question, answers: list[Answer], redactions: list[Redaction], only_redacted: bool
) -> BlindAnswer:
    """One question as a reviewer sees it."""
    text, first = question.worded, answers[0]
    if question.kind in (*CHOICE_KINDS, QuestionKind.YES_NO):
        # Choices are shown in the city's words, in English; a text is in the applicant's language.
        lines = [a.worded if a.choice_id else str(YesNo(a.text).label) for a in answers]
        return BlindAnswer(text, lines, "")
    copy = copy_for_reviewers(first, redactions)
    is_unseen = only_redacted and copy.decided is None
    is_withheld = is_unseen or copy.kind == RedactionKind.WITHHELD
    is_translated = (
        not is_unseen and copy.kind == RedactionKind.AS_IS and first.language != ENGLISH.code
    )
    return BlindAnswer(
        question=text,
        lines=[] if is_withheld else [copy.text],
        language=first.language,
        is_blanked=copy.kind == RedactionKind.BLANKED,
        is_withheld=is_withheld,
        translation=(first.translated or "") if is_translated else "",
        is_checked=first.translation_status == TranslationStatus.CHECKED,
    )
