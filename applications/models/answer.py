"""Answers to the questions of a call: one row a text, or one row a chosen choice."""

from collections.abc import Iterable

import pgtrigger
from django.db import models
from django.db.models import Q

from applications.enums import TEXT_KINDS, Kind
from applications.models.application import Revision
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from applications.models.question import Choice, Question
from core import privacy
from core.history import tracked


class GivenAnswer(models.Model):
    """The shape of an answer, shared by the two tables that must stay apart.

    A yes/no question is answered with the text "yes" or "no".
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(choice=None) ^ Q(text=""), name="%(class)s_is_a_text_or_a_choice"
            ),
            models.UniqueConstraint(
                fields=["revision", "question"],
                condition=Q(choice=None),
                name="%(class)s_holds_one_text_a_question",
            ),
            models.UniqueConstraint(
                fields=["revision", "question", "choice"], name="%(class)s_holds_a_choice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


@tracked(leave_out=["choice", "text", "looks_like"])
class Answer(GivenAnswer):
    """An answer about somebody's connection to mental health or to the call's questions."""

    privacy = {
        privacy.RECORD: ["id", "revision", "question"],
        privacy.ANSWER: ["choice", "text", "looks_like"],
    }
    leads_to_applicant = "revision__application"

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="answers")
    looks_like = models.CharField(
        max_length=7, blank=True, help_text="The language it seems to be in, where not the form's."
    )

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta(GivenAnswer.Meta):
        triggers = [
            # Translations and redacted copies stand beside it, and a correction is a new row.
            pgtrigger.Protect(
                name="what_somebody_answered_is_never_altered",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("revision", "question", "choice", "text"),
            )
        ]

    @property
    def is_redactable(self) -> bool:
        """Whether reviewers read words of the applicant's own in it."""
        return self.question.is_scored and self.question.kind in TEXT_KINDS


def as_typed(
    questions: Iterable[Question], rows: models.QuerySet[GivenAnswer]
) -> dict[str, str | list[str]]:
    """Answers to `questions` as the form took them: {question key: text, choice or choices}.

    What nobody answered is there too, empty, as the form leaves it.
    """
    typed = {
        question.key: [] if question.kind == Kind.SEVERAL_CHOICES else "" for question in questions
    }
    given = rows.filter(question__in=questions).order_by("choice__order")
    for key, choice, text in given.values_list("question__key", "choice__key", "text"):
        if isinstance(typed[key], list):
            typed[key].append(choice)
        else:
            typed[key] = choice or text
    return typed


def as_words(rows: models.QuerySet[GivenAnswer]) -> models.QuerySet[GivenAnswer]:
    """(application id, question id, choice id or None, text) of answers, choices in order."""
    return rows.order_by("question__order", "choice__order").values_list(
        "revision__application_id", "question_id", "choice_id", "text"
    )
