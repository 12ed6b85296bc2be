"""Answers to the questions of a call: one row for a text, or for each chosen choice."""

from collections.abc import Iterable

import pgtrigger
from django.db import models
from django.db.models import Q

from applications.enums import TEXT_KINDS, QuestionKind
from applications.models.application import Revision
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from applications.models.question import Choice, Question
from core import privacy
from core.history import tracked


class BaseAnswer(models.Model):
    """Base of the two tables of answers, which must stay separate.

    The answer to a yes/no question is the text "yes" or "no".
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
class Answer(BaseAnswer):
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

    class Meta(BaseAnswer.Meta):
        triggers = [
            # Translations and redacted copies have their own tables; a correction is a new row.
            pgtrigger.Protect(
                name="what_somebody_answered_is_never_altered",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("revision", "question", "choice", "text"),
            )
        ]

    @property
    def is_redactable(self) -> bool:
        """Whether reviewers read a text of the applicant's in it."""
        return self.question.is_scored and self.question.kind in TEXT_KINDS


def as_form_data(
    questions: Iterable[Question], rows: models.QuerySet[BaseAnswer]
) -> dict[str, str | list[str]]:
    """Answers to `questions` in the form's shape: {question key: text, choice or choices}.

    Unanswered questions are included, with an empty value.
    """
    data = {
        question.key: [] if question.kind == QuestionKind.SEVERAL_CHOICES else ""
        for question in questions
    }
    answers = rows.filter(question__in=questions).order_by("choice__order")
    for key, choice, text in answers.values_list("question__key", "choice__key", "text"):
        if isinstance(data[key], list):
            data[key].append(choice)
        else:
            data[key] = choice or text
    return data


def answer_values(rows: models.QuerySet[BaseAnswer]) -> models.QuerySet[BaseAnswer]:
    """(application id, question id, choice id or None, text) of answers, choices in order."""
    return rows.order_by("question__order", "choice__order").values_list(
        "revision__application_id", "question_id", "choice_id", "text"
    )
