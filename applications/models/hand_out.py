"""Answers that went to translators outside, as files: what was in which, and with whom it is."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models.answer import Answer
from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from applications.models.translation import LANGUAGES_WRITTEN
from core import privacy
from core.database_code import body
from core.history import tracked

_STAFF = settings.AUTH_USER_MODEL


@tracked()
class HandOut(models.Model):
    """A file of answers in one language for a translation vendor. The file itself is not kept.

    What is with the vendor no erasure reaches: whoever erases somebody is reminded of it, until
    the vendor says that the file is deleted. A wrong note of that is taken back with a reason. A
    list of which no file was ever downloaded can be taken back.
    """

    privacy = {
        privacy.RECORD: ["id", "language", "at", "downloaded_at", "deletion_noted_at"],
        privacy.STAFF: ["vendor", "by", "deletion_noted_by"],
    }

    language = models.CharField(max_length=7, choices=LANGUAGES_WRITTEN)
    vendor = models.CharField("handed to", max_length=120)
    by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("handed out at", auto_now_add=True)
    downloaded_at = models.DateTimeField("first downloaded at", null=True)
    deletion_noted_by = models.ForeignKey(
        _STAFF, on_delete=models.PROTECT, null=True, related_name="+"
    )
    deletion_noted_at = models.DateTimeField("said to be deleted at", null=True)

    class Meta:
        default_permissions = ()
        verbose_name = "file handed to translators"
        verbose_name_plural = "files handed to translators"
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(
                name="a_file_that_left_stays_listed",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__downloaded_at__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(vendor=""), name="a_file_handed_out_says_who_has_it"
            ),
            models.CheckConstraint(
                condition=Q(deletion_noted_by=None, deletion_noted_at=None)
                | Q(deletion_noted_by__isnull=False, deletion_noted_at__isnull=False),
                name="a_deletion_at_the_vendor_says_who_noted_it_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"answers-{self.language}-{self.pk}.xlsx"


@tracked()
class HandedOutAnswer(models.Model):
    """An answer that such a file has; the row stays when the answer is erased."""

    privacy = {privacy.RECORD: ["id", "hand_out", "application", "answer", "came_back_at"]}
    leads_to_applicant = "application"

    hand_out = models.ForeignKey(HandOut, on_delete=models.PROTECT, related_name="answers")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.SET_NULL, null=True, related_name="+")
    came_back_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = "answer handed to translators"
        verbose_name_plural = "answers handed to translators"
        constraints = [
            models.UniqueConstraint(
                fields=["hand_out", "answer"], name="an_answer_stands_in_a_file_once"
            )
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_is_never_handed_out", application="NEW.application_id"
            ),
            pgtrigger.Trigger(
                name="answers_of_a_file_that_left_stay_listed",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=body("applications", "answers_of_a_file_that_left_stay_listed"),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id} in {self.hand_out}"


class DeletionTakenBack(models.Model):
    """A note that a file is deleted at the vendor, which was wrong: whose it was, and why.

    `number` is how many were taken back before; of two at once the second is told.
    """

    privacy = {
        privacy.RECORD: ["id", "hand_out", "number", "noted_at", "at"],
        privacy.STAFF: ["noted_by", "reason", "by"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    hand_out = models.ForeignKey(HandOut, on_delete=models.PROTECT, related_name="taken_back")
    number = models.PositiveSmallIntegerField()
    noted_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = "note of a deletion taken back"
        verbose_name_plural = "notes of deletions taken back"
        ordering = ["hand_out", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["hand_out", "number"], name="a_note_of_a_deletion_is_taken_back_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_note_of_a_deletion_is_taken_back_with_a_reason"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="notes_of_deletions_taken_back_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.hand_out} is not deleted after all"
