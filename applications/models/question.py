"""The questions of a call that are rows: connection, the call's own, and about you."""

from django.db import models
from django.db.models import Q

from applications.enums import Kind, Part, Sensitivity
from applications.models.call import Call
from core import privacy


class Question(models.Model):
    """One question; reviewers see answers only where `is_scored`."""

    privacy = {
        privacy.CONFIGURATION: [
            "id", "call", "key", "part", "kind", "order", "is_required", "is_scored",
            "sensitivity", "max_characters", "text", "help",
        ]
    }  # fmt: skip

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField()
    part = models.CharField(max_length=12, choices=Part)
    kind = models.CharField(max_length=16, choices=Kind)
    order = models.PositiveSmallIntegerField()
    is_required = models.BooleanField(default=False)
    is_scored = models.BooleanField(default=False)
    sensitivity = models.CharField(max_length=12, choices=Sensitivity, default=Sensitivity.ORDINARY)
    max_characters = models.PositiveSmallIntegerField(null=True, blank=True)

    # Wording, translated
    text = models.TextField()
    help = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "order"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="one_question_a_key"),
            models.CheckConstraint(
                condition=~Q(part=Part.ABOUT_YOU) | Q(is_required=False, is_scored=False),
                name="about_you_is_never_required_nor_scored",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """One offered answer to a question."""

    privacy = {privacy.CONFIGURATION: ["id", "question", "key", "order", "text"]}

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    key = models.SlugField()
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        ordering = ["question", "order"]
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="one_choice_a_key")]

    def __str__(self) -> str:
        return self.text
