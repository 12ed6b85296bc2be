"""An unfinished application, saved on the server step by step."""

import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from applications.models.application import Application
from applications.models.call import Call
from core import languages, privacy

KEPT_FOR = timedelta(days=30)
ABOUT_YOU = "about-you"  # the step whose answers have a table of their own


class Draft(models.Model):
    """What somebody has typed so far: {step slug: {field name: text, list of keys or bool}}.

    Its key becomes the submission key, so that sending again finds what was stored, and its
    reference the application's: people write it down once. The row is deleted when it is sent.
    A correction is a draft too, of an application that it `corrects`.
    """

    privacy = {
        privacy.RECORD: [
            "submission_key", "call", "reference", "code_generation", "corrects", "language",
            "created_at", "saved_at", "reminded_at",
        ],
        privacy.UNSENT: ["answers"],
    }  # fmt: skip
    history_leaves_out = "all"  # unfinished words are nobody's record

    submission_key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=16, unique=True)
    code_generation = models.PositiveSmallIntegerField(default=0)
    corrects = models.OneToOneField(
        Application, on_delete=models.CASCADE, null=True, related_name="+"
    )
    language = models.CharField(max_length=7, choices=languages.as_choices())
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["saved_at"])]

    def __str__(self) -> str:
        return str(self.submission_key)

    @property
    def kept_until(self) -> datetime:
        """When an untouched draft is deleted."""
        return self.saved_at + KEPT_FOR


class AboutYouDraft(models.Model):
    """The about-you answers of a draft, apart from the rest from the first keystroke."""

    privacy = {privacy.RECORD: ["draft"], privacy.SPECIAL: ["answers"]}
    history_leaves_out = "all"

    draft = models.OneToOneField(
        Draft, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    answers = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class SavedDraft(NamedTuple):
    """A draft, and all that it holds by step, about-you answers among it."""

    draft: Draft
    answers: dict[str, dict[str, Any]]


def saved_as(submission_key: uuid.UUID | None) -> SavedDraft | None:
    """The draft under this key; None when there is none, or it was sent or cleared.

    One query for both tables: between two, another tab may send the draft away.
    """
    if submission_key is None:
        return None
    whole = AboutYouDraft.objects.select_related("draft__call", "draft__corrects")
    about_you = whole.filter(pk=submission_key).first()
    if about_you is None:
        return None
    draft = about_you.draft
    return SavedDraft(draft, {**draft.answers, ABOUT_YOU: about_you.answers})
