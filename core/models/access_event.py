"""The access log: one row each time somebody opens, lists or exports personal data."""

import pgtrigger
from django.conf import settings
from django.db import models

from core import privacy


class AccessEvent(models.Model):
    """Has ids and counts only, never the data itself. Append-only."""

    privacy = {privacy.RECORD: ["id", "at", "by", "what", "object_id", "query", "count", "reason"]}
    history_leaves_out = "all"  # it is a log already

    class What(models.TextChoices):
        """What was looked at."""

        APPLICATION_LIST = "application_list", "list of applications"
        APPLICATION = (
            "application",
            "application with contacts",
        )  # from before contacts had their own event
        ANSWERS = "answers", "answers of an application"
        ANSWER = "answer", "answer to translate"
        CONTACT = "contact", "contact details"
        ABOUT_YOU = "about_you", "about-you answers"
        EXPORT = "export", "export of applications"
        PAPER_ENTRY = "paper_entry", "paper entry, to check or correct"
        SCAN = "scan", "scanned page"
        COUNTER_SEARCH = "counter_search", "search at the counter"
        DUPLICATE_HINT = "duplicate_hint", "hint of a duplicate at paper entry"
        COMPARISON = "comparison", "comparison of possible duplicates"
        PRIVATE_CODE = "private_code", "private code on a slip"
        BRIEFING = "briefing", "briefing about a panel"
        PROOF = "proof", "proof of a proposal, with what it rests on"
        FILE_TO_IMPORT = "file_to_import", "file of applications to bring in"
        HAND_OUT = "hand_out", "answers in a file for translators outside"

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=32, choices=What)
    object_id = models.BigIntegerField(null=True)  # the application's id, also for a part of it
    query = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "access log"
        indexes = [
            models.Index(fields=["-at"]),
            models.Index(fields=["by", "-id"], name="access_events_by_person"),
            models.Index(fields=["what", "-id"], name="access_events_by_kind"),
            models.Index(fields=["object_id", "what"], name="access_events_by_object"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="access_events_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.object_id or ''}".strip()
