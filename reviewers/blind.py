"""The only door from reviewers to applications: an allow-list without names or contacts."""

from dataclasses import dataclass

from applications import queries
from applications.enums import CHOICE_KINDS, Kind, RedactionKind
from applications.models import Answer, Application, Redaction
from applications.models.redaction import copy_for_reviewers


@dataclass(frozen=True)
class BlindAnswer:
    """One scored question and what was answered, a line each; `language` is the writer's.

    `is_blanked`: words are left out. `is_withheld`: the whole answer is, and there are no lines.
    """

    question: str
    lines: list[str]
    language: str
    is_blanked: bool = False
    is_withheld: bool = False


@dataclass(frozen=True)
class BlindApplication:
    """All that a reviewer may see of an application."""

    reference: str
    answers: list[BlindAnswer]


def read(application: Application) -> BlindApplication:
    """The reference and the answers to questions marked as scored, in the order of the form."""
    given: dict[str, list[Answer]] = {}
    for answer in queries.answers_of(application).select_related("revision"):
        if answer.question.is_scored:
            given.setdefault(answer.question.text, []).append(answer)
    redactions = queries.redactions_of(application)
    return BlindApplication(
        reference=application.reference,
        answers=[_shown(text, answers, redactions) for text, answers in given.items()],
    )


def _shown(text: str, answers: list[Answer], redactions: list[Redaction]) -> BlindAnswer:
    """One question as a reviewer gets it."""
    first = answers[0]
    if first.question.kind in (*CHOICE_KINDS, Kind.YES_NO):
        # Choices are shown in the city's words, in English; a text is in the writer's language.
        lines = [answer.choice.text if answer.choice else answer.text for answer in answers]
        return BlindAnswer(text, lines, "")
    copy = copy_for_reviewers(first, redactions)
    is_withheld = copy.kind == RedactionKind.WITHHELD
    return BlindAnswer(
        question=text,
        lines=[] if is_withheld else [copy.text],
        language=first.revision.language,
        is_blanked=copy.kind == RedactionKind.BLANKED,
        is_withheld=is_withheld,
    )
