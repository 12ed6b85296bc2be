"""The only door from reviewers to applications: an allow-list without names or contacts."""

from dataclasses import dataclass

from applications import queries
from applications.enums import CHOICE_KINDS, Kind, TranslationStatus
from applications.models import Application
from applications.models.translation import with_translations
from core.languages import ENGLISH, english_name


@dataclass(frozen=True)
class BlindAnswer:
    """One scored question and what was answered, a line each; `language` is the writer's.

    `translation` is its English beside it, once somebody handed it in.
    """

    question: str
    lines: list[str]
    language: str
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
    answers: dict[str, BlindAnswer] = {}
    for answer in with_translations(queries.answers_of(application)):
        question = answer.question
        if not question.is_scored:
            continue
        shown = answer.choice.text if answer.choice else answer.text
        if question.text in answers:
            answers[question.text].lines.append(shown)
            continue
        # Choices are shown in the city's words, in English; a text is in the writer's language.
        is_choice = question.kind in (*CHOICE_KINDS, Kind.YES_NO)
        is_foreign = not is_choice and answer.language != ENGLISH.code
        answers[question.text] = BlindAnswer(
            question=question.text,
            lines=[shown],
            language="" if is_choice else answer.language,
            translation=(answer.translated or "") if is_foreign else "",
            is_checked=answer.translation_status == TranslationStatus.CHECKED,
        )
    return BlindApplication(reference=application.reference, answers=list(answers.values()))
