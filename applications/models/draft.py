"""An unfinished application, saved on the server step by step."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, models
from django.utils import timezone

from applications.models.application import Application
from applications.models.call import Call
from core import languages, privacy

KEPT_FOR = timedelta(days=30)
LEFT_ALONE_FOR = timedelta(hours=1)  # nobody is reminded of what they are still typing
ABOUT_YOU = "about-you"  # the step whose answers have a table of their own


class Draft(models.Model):
    """What somebody has typed so far: {step slug: {field name: text, list of keys or bool}}.

    Its key becomes the submission key, so that sending again finds what was stored, and its
    reference the application's: people write it down once. The row is deleted when it is sent.
    A correction is a draft too, of an application that it `corrects`.
    """

    privacy = {
        privacy.RECORD: [
            "submission_key", "call", "reference", "corrects", "language", "created_at", "saved_at",
            "reminded_at", "email_opens_about_you",
        ],
        privacy.UNSENT: ["answers"],
    }  # fmt: skip
    history_leaves_out = "all"  # unfinished words are nobody's record
    leads_to_applicant = "corrects"

    submission_key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=16, unique=True)
    corrects = models.OneToOneField(
        Application, on_delete=models.CASCADE, null=True, related_name="+"
    )
    language = models.CharField(max_length=7, choices=languages.as_choices())
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    email_opens_about_you = models.BooleanField(
        default=True, help_text="As on the revision that it becomes."
    )

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["saved_at"])]

    def __str__(self) -> str:
        return str(self.submission_key)

    @property
    def kept_until(self) -> datetime:
        """When an untouched draft is deleted; once the call has closed, no saving puts it off."""
        return min(self.saved_at, self.call.closes_at) + KEPT_FOR

    @property
    def code_generation(self) -> int:
        """A correction goes by the code of its application; before sending, none is replaced."""
        return self.corrects.code_generation if self.corrects else 0

    @property
    def session_generation(self) -> int:
        """The same for links and cookies."""
        return self.corrects.session_generation if self.corrects else 0


class AboutYouDraft(models.Model):
    """The about-you answers of a draft, apart from the rest from the first keystroke."""

    privacy = {privacy.RECORD: ["draft"], privacy.SPECIAL: ["answers"]}
    history_leaves_out = "all"
    leads_to_applicant = "draft__corrects"

    draft = models.OneToOneField(
        Draft, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    answers = models.JSONField(null=True, help_text="Null until the step was saved.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Held(NamedTuple):
    """What a browser holds: a draft or revision, since which generation, and how much it opens."""

    submission_key: uuid.UUID
    generation: int
    opens_about_you: bool


class SavedDraft(NamedTuple):
    """A draft, and by step what its reader may see of it, and what is sent with that unseen."""

    draft: Draft
    answers: dict[str, dict[str, Any]]
    unseen: dict[str, dict[str, Any]]

    @property
    def whole(self) -> dict[str, dict[str, Any]]:
        """All that is saved: to be counted and sent, never to be shown."""
        return {**self.answers, **self.unseen}


def saved_as(held: Held | None, call: Call) -> SavedDraft | None:
    """The draft of `call` that a browser holds; None when there is none, or it was sent or cleared.

    One query for all tables: between two, another tab may send the draft away. Every page of
    the form begins with it, and composing it would cost more than running it: so it is written
    out.
    """
    if held is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SAVED, [held.submission_key, call.pk, held.generation])
        row = cursor.fetchone()
    if row is None:
        return None
    draft = Draft.from_db(connection.alias, _NAMES, row[:-1])
    draft.answers = json.loads(draft.answers)
    draft.call = call  # loaded already, with its questions
    apart = {} if row[-1] is None else {ABOUT_YOU: json.loads(row[-1])}
    if held.opens_about_you:
        return SavedDraft(draft, {**draft.answers, **apart}, {})
    return SavedDraft(draft, draft.answers, apart)


_NAMES = [field.attname for field in Draft._meta.concrete_fields]
_SAVED = (
    f"SELECT {', '.join(f'd.{field.column}' for field in Draft._meta.concrete_fields)}, a.answers"
    f" FROM {Draft._meta.db_table} d JOIN {AboutYouDraft._meta.db_table} a"
    f" ON a.draft_id = d.submission_key LEFT JOIN {Application._meta.db_table} p"
    " ON p.id = d.corrects_id WHERE d.submission_key = %s AND d.call_id = %s"
    " AND COALESCE(p.session_generation, 0) = %s"
)


def keep_answers(
    submission_key: uuid.UUID,
    *,
    step: str,
    answers: dict[str, Any],
    language: str,
    email_opens_about_you: bool,
) -> bool:
    """Add one step's answers to a draft, or replace them; False when there is no such draft.

    One statement that adds to what is there: two tabs cannot undo each other's steps.
    """
    draft, apart = Draft._meta.db_table, AboutYouDraft._meta.db_table
    first, added = "", {step: answers}
    if step == ABOUT_YOU:
        first = f"WITH a AS (UPDATE {apart} SET answers = %(apart)s WHERE draft_id = %(key)s) "
        added = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"{first}UPDATE {draft} SET answers = answers || %(added)s::jsonb,"
            " language = %(language)s, saved_at = %(now)s,"
            " email_opens_about_you = email_opens_about_you AND %(opens)s"
            " WHERE submission_key = %(key)s",
            {
                "key": submission_key,
                "added": json.dumps(added),
                "apart": json.dumps(answers),
                "language": language,
                "opens": email_opens_about_you,
                "now": timezone.now(),
            },
        )
        return cursor.rowcount == 1


def forget_draft(submission_key: uuid.UUID) -> None:
    """Delete a draft and its about-you part, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH apart AS (DELETE FROM {AboutYouDraft._meta.db_table} WHERE draft_id = %(key)s)"
            f" DELETE FROM {Draft._meta.db_table} WHERE submission_key = %(key)s",
            {"key": submission_key},
        )
