"""The only door from reviewers to applications: an allow-list without names or contacts."""

from dataclasses import dataclass

from applications import queries
from applications.enums import CHOICE_KINDS, Kind
from applications.given_wording import given_wording
from applications.models import Application


@dataclass(frozen=True)
class BlindAnswer:
    """One scored question and what was answered, a line each; `language` is the writer's.

    The question and its choices are worded as they were when it was answered.
    """

    question: str
    lines: list[str]
    language: str


@dataclass(frozen=True)
class BlindApplication:
    """All that a reviewer may see of an application."""

    reference: str
    answers: list[BlindAnswer]


def read(application: Application) -> BlindApplication:
    """The reference and the answers to questions marked as scored, in the order of the form."""
    lines: dict[str, list[str]] = {}
    languages: dict[str, str] = {}
    asked = given_wording(queries.current_revision(application))
    for answer in queries.answers_of(application).select_related("revision"):
        question, choice = answer.question, answer.choice
        if not question.is_scored:
            continue
        is_choice = question.kind in (*CHOICE_KINDS, Kind.YES_NO)
        shown = asked.choices.get(choice.pk, choice.text) if choice else answer.text
        words = asked.questions.get(question.pk, question.text)
        lines.setdefault(words, []).append(shown)
        # Choices are shown in the city's words, in English; a text is in the writer's language.
        languages[words] = "" if is_choice else answer.revision.language
    return BlindApplication(
        reference=application.reference,
        answers=[BlindAnswer(text, lines[text], languages[text]) for text in lines],
    )
