"""Questions that staff configure: connection, the call's own, and about you."""

import pgtrigger
from django.db import models
from django.db.models import Q

from applications.enums import Part, QuestionKind, Sensitivity
from applications.models.call import Call
from core import privacy
from core.database_code import body


class Question(models.Model):
    """One question; reviewers see its answers only if `is_scored`.

    Once a call opens, only the wording may change; the history has earlier wordings.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "key",
            "part",
            "kind",
            "order",
            "is_required",
            "is_scored",
            "sensitivity",
            "max_characters",
            "text",
            "help",
        ]
    }

    copied_with = "call"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField()
    part = models.CharField(max_length=12, choices=Part)
    kind = models.CharField(max_length=16, choices=QuestionKind)
    order = models.PositiveSmallIntegerField()
    is_required = models.BooleanField("must be answered", default=False)
    is_scored = models.BooleanField("read by reviewers", default=False)
    sensitivity = models.CharField(max_length=12, choices=Sensitivity, default=Sensitivity.ORDINARY)
    max_characters = models.PositiveSmallIntegerField("most characters", null=True, blank=True)

    # Wording, translated
    text = models.TextField()
    help = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "order"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="one_question_a_key"),
            models.UniqueConstraint(
                fields=["call", "order"],
                deferrable=models.Deferrable.DEFERRED,
                name="each_question_has_its_own_place",
            ),
            models.CheckConstraint(
                condition=~Q(part=Part.ABOUT_YOU) | Q(is_required=False, is_scored=False),
                name="about_you_is_never_required_nor_scored",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="questions_are_frozen_once_a_call_opens",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=body("applications", "questions_are_frozen_once_a_call_opens"),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """One choice of a question."""

    privacy = {privacy.CONFIGURATION: ["id", "question", "key", "order", "text"]}

    copied_with = "question"

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    key = models.SlugField()
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        ordering = ["question", "order"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="one_choice_a_key"),
            models.UniqueConstraint(
                fields=["question", "order"],
                deferrable=models.Deferrable.DEFERRED,
                name="each_choice_has_its_own_place",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="choices_are_frozen_once_a_call_opens",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=body("applications", "choices_are_frozen_once_a_call_opens"),
            )
        ]

    def __str__(self) -> str:
        return self.text
