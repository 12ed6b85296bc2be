"""The only door from reviewers to applications: an allow-list without names or contacts."""

from dataclasses import dataclass

from applications.enums import CHOICE_KINDS, Kind, RedactionKind, TranslationStatus
from applications.form import queries
from applications.form.wording_at_submission import WordingAtSubmission, wording_at_submission
from applications.models import Answer, Application, Redaction
from applications.models.redaction import copy_for_reviewers
from applications.models.translation import with_translations
from core.languages import ENGLISH, english_name


@dataclass(frozen=True)
class BlindAnswer:
    """One scored question and what was answered, a line each; `language` is the writer's.

    The question and its choices are worded as they were when it was answered.
    `is_blanked`: words are left out. `is_withheld`: the whole answer is, and there are no lines.
    `translation` is its English, once somebody handed it in: only beside the answer as it was
    written, for it says all of it.
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
        """In English; empty where the words are in English or the city's own."""
        return "" if self.language in ("", ENGLISH.code) else english_name(self.language)


@dataclass(frozen=True)
class BlindApplication:
    """All that a reviewer may see of an application."""

    reference: str
    answers: list[BlindAnswer]


def read(application: Application) -> BlindApplication:
    """The reference and the answers to questions marked as scored, in the order of the form."""
    asked = wording_at_submission(queries.current_revision(application))
    given: dict[int, list[Answer]] = {}
    for answer in with_translations(queries.answers_of(application)):
        if answer.question.is_scored:
            given.setdefault(answer.question_id, []).append(answer)
    redactions = queries.redactions_of(application)
    return BlindApplication(
        reference=application.reference,
        answers=[_shown(asked, answers, redactions) for answers in given.values()],
    )


def _shown(
    asked: WordingAtSubmission, answers: list[Answer], redactions: list[Redaction]
) -> BlindAnswer:
    """One question as a reviewer gets it."""
    first = answers[0]
    text = asked.questions.get(first.question_id, first.question.text)
    if first.question.kind in (*CHOICE_KINDS, Kind.YES_NO):
        # Choices are shown in the city's words, in English; a text is in the writer's language.
        words = asked.choices
        lines = [words.get(a.choice_id, a.choice.text) if a.choice else a.text for a in answers]
        return BlindAnswer(text, lines, "")
    copy = copy_for_reviewers(first, redactions)
    is_withheld = copy.kind == RedactionKind.WITHHELD
    is_translated = copy.kind == RedactionKind.AS_IS and first.language != ENGLISH.code
    return BlindAnswer(
        question=text,
        lines=[] if is_withheld else [copy.text],
        language=first.language,
        is_blanked=copy.kind == RedactionKind.BLANKED,
        is_withheld=is_withheld,
        translation=(first.translated or "") if is_translated else "",
        is_checked=first.translation_status == TranslationStatus.CHECKED,
    )
