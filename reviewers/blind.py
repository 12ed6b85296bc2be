"""The only door from reviewers to applications: an allow-list without names or contacts."""

from dataclasses import dataclass

from applications import queries
from applications.enums import CHOICE_KINDS, Kind, RedactionKind
from applications.models import Answer, Application, Redaction


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
    """One question as a reviewer gets it. What staff took away never comes back by itself.

    An answer that was corrected after staff had blanked words in it is held back until they have
    looked at it again: the correction may hold the same words.
    """
    first = answers[0]
    question = first.question
    if question.kind in (*CHOICE_KINDS, Kind.YES_NO):
        # Choices are shown in the city's words, in English; a text is in the writer's language.
        lines = [answer.choice.text if answer.choice else answer.text for answer in answers]
        return BlindAnswer(text, lines, "")
    language = first.revision.language
    of_question = [each for each in redactions if each.answer.question_id == question.pk]
    done = next((each for each in of_question if each.pk == first.pk), None)
    if done is None:
        if any(each.kind != RedactionKind.AS_IS for each in of_question):
            return BlindAnswer(text, [], language, is_withheld=True)
        return BlindAnswer(text, [first.text], language)
    if done.kind == RedactionKind.AS_IS:
        return BlindAnswer(text, [first.text], language)
    if done.kind == RedactionKind.BLANKED:
        return BlindAnswer(text, [done.text], language, is_blanked=True)
    return BlindAnswer(text, [], language, is_withheld=True)
