"""An unfinished application, saved on the server step by step."""

import json
import time
import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from applications.enums import ApplicationStatus
from applications.models.application import Application, Revision
from applications.models.call import Call
from core import languages, privacy

KEPT_FOR = timedelta(days=30)
IDLE_BEFORE_REMINDER = timedelta(hours=1)  # no reminder while somebody is still typing
ABOUT_YOU = "about-you"  # the step whose answers have a table of their own
DECLARATION = "declaration"  # the last page; its checkboxes are saved until the draft is sent

# Characters of typed text on one page and on all pages: far more than the fields' limits allow,
# far less than a program could send.
MOST_TYPED, MOST_TYPED_IN_ALL = 60_000, 600_000


def _holds_at_most(characters: int, name: str) -> models.CheckConstraint:
    length = Length(Cast("typed", models.TextField()))
    return models.CheckConstraint(condition=LessThanOrEqual(length, characters), name=name)


class Draft(models.Model):
    """What somebody has typed so far: {step slug: {field name: text, list of keys or bool}}.

    Valid pages are in `answers`, others in `typed`, saved without validation, so that nobody
    loses what they typed. No page is in both. The key becomes the submission key, so sending
    twice stores one application; the reference becomes the application's, so people write it
    down once. The row is deleted when it is sent.
    A correction is also a draft, of the application that it `corrects`.
    """

    privacy = {
        privacy.RECORD: [
            "submission_key",
            "call",
            "reference",
            "corrects",
            "language",
            "created_at",
            "saved_at",
            "reminded_at",
            "email_opens_about_you",
        ],
        privacy.UNSENT: ["answers", "typed"],
    }
    history_leaves_out = "all"  # unfinished answers are no record
    leads_to_applicant = "corrects"

    submission_key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=16, unique=True)
    corrects = models.OneToOneField(
        Application, on_delete=models.CASCADE, null=True, related_name="+"
    )
    language = models.CharField(max_length=7, choices=languages.as_choices())
    answers = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    email_opens_about_you = models.BooleanField(
        default=True, help_text="As on the revision that it becomes."
    )

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["saved_at"])]
        constraints = [
            _holds_at_most(MOST_TYPED_IN_ALL, "a_draft_holds_so_much_typed_text_and_no_more")
        ]

    def __str__(self) -> str:
        return str(self.submission_key)

    @property
    def kept_until(self) -> datetime:
        """When the draft is deleted; saving after the call has closed does not extend this."""
        return min(self.saved_at, self.call.closes_at) + KEPT_FOR

    @property
    def email(self) -> str:
        """The e-mail address typed last, valid or not; "" if there is none."""
        page = self.typed.get("contact") or self.answers.get("contact", {})
        return page.get("email", "")

    @property
    def code_generation(self) -> int:
        """A correction's is that of its application; a new draft's code is never replaced."""
        return self.corrects.code_generation if self.corrects else 0

    @property
    def session_generation(self) -> int:
        """The generation of links and cookies."""
        return self.corrects.session_generation if self.corrects else 0


class AboutYouDraft(models.Model):
    """The about-you answers of a draft, separate from the start."""

    privacy = {privacy.RECORD: ["draft"], privacy.SPECIAL: ["answers", "typed"]}
    history_leaves_out = "all"
    leads_to_applicant = "draft__corrects"

    draft = models.OneToOneField(
        Draft, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    answers = models.JSONField(null=True, help_text="Null until the step was found right.")
    typed = models.JSONField(null=True, help_text="Null while nothing is held unjudged.")

    class Meta:
        default_permissions = ()
        constraints = [_holds_at_most(MOST_TYPED, "about_you_holds_so_much_typed_text_and_no_more")]

    def __str__(self) -> str:
        return str(self.pk)


class DraftKey(NamedTuple):
    """The content of a browser's cookie: a draft's or revision's key, and what it may see.

    `ends_at`, in seconds since 1970, is the end of the mailed link that this browser used.
    """

    submission_key: uuid.UUID
    generation: int
    opens_about_you: bool
    ends_at: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether its link has expired."""
        return self.ends_at is not None and time.time() >= self.ends_at


class SavedDraft(NamedTuple):
    """A draft with its answers by step, as far as this browser may see them.

    `answers` are valid, `typed` is not validated; `hidden` are valid answers that are sent with
    the rest but not shown in this browser.
    """

    draft: Draft
    draft_key: DraftKey
    answers: dict[str, dict[str, Any]]
    typed: dict[str, dict[str, Any]]
    hidden: dict[str, dict[str, Any]]

    @property
    def all_answers(self) -> dict[str, dict[str, Any]]:
        """All valid answers: for sending, never to be shown."""
        return {**self.answers, **self.hidden}

    def page(self, step: str) -> dict[str, Any]:
        """The content of one page: not validated, or else valid."""
        return self.typed.get(step) or self.answers.get(step, {})


def load_draft(draft_key: DraftKey | None, call: Call) -> SavedDraft | None:
    """The browser's draft of `call`; None if there is none, or it was sent or cleared.

    One query for all tables: between two, another tab could send the draft. Raw SQL, because
    every page of the form runs it and building it with the ORM costs more than the query.
    """
    if draft_key is None or draft_key.is_over:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SAVED, [draft_key.submission_key, call.pk, draft_key.generation])
        row = cursor.fetchone()
    if row is None:
        return None
    draft = Draft.from_db(connection.alias, _NAMES, row[:-2])
    draft.answers, draft.typed = json.loads(draft.answers), json.loads(draft.typed)
    draft.call = call  # loaded already, with its questions
    answers, typed = ({} if each is None else {ABOUT_YOU: json.loads(each)} for each in row[-2:])
    if draft_key.opens_about_you:
        return SavedDraft(draft, draft_key, draft.answers | answers, draft.typed | typed, {})
    return SavedDraft(draft, draft_key, draft.answers, draft.typed, answers)


_NAMES = [field.attname for field in Draft._meta.concrete_fields]
_SAVED = (
    f"SELECT {', '.join(f'd.{field.column}' for field in Draft._meta.concrete_fields)},"
    f" a.answers, a.typed FROM {Draft._meta.db_table} d JOIN {AboutYouDraft._meta.db_table} a"
    f" ON a.draft_id = d.submission_key LEFT JOIN {Application._meta.db_table} p"
    " ON p.id = d.corrects_id WHERE d.submission_key = %s AND d.call_id = %s"
    " AND COALESCE(p.session_generation, 0) = %s"
)


class DraftStatus(NamedTuple):
    """Whether a browser has a draft, and the reference of what was sent from it."""

    has_draft: bool
    sent: str


def draft_status(draft_key: DraftKey | None, call: Call) -> DraftStatus:
    """What this browser has of `call`; a withdrawn application counts as not sent. One query."""
    if draft_key is None or draft_key.is_over:
        return DraftStatus(has_draft=False, sent="")
    with connection.cursor() as cursor:
        cursor.execute(
            _BEGUN,
            {
                "key": draft_key.submission_key,
                "generation": draft_key.generation,
                "call": call.pk,
                "withdrawn": ApplicationStatus.WITHDRAWN,
            },
        )
        has_draft, sent = cursor.fetchone()
    return DraftStatus(has_draft, sent or "")


_BEGUN = (
    "SELECT d.submission_key IS NOT NULL AND d.corrects_id IS NULL, a.reference"
    " FROM (SELECT %(key)s::uuid AS key) AS own"
    f" LEFT JOIN {Draft._meta.db_table} d ON d.submission_key = own.key AND d.call_id = %(call)s"
    f" LEFT JOIN {Revision._meta.db_table} r ON r.submission_key = own.key"
    f" LEFT JOIN {Application._meta.db_table} a ON a.call_id = %(call)s"
    " AND a.session_generation = %(generation)s"
    " AND a.id = COALESCE(d.corrects_id, r.application_id) AND a.status <> %(withdrawn)s"
)


def save_answers(draft_key: DraftKey, *, step: str, answers: dict[str, Any], language: str) -> bool:
    """Save a valid page, in place of what was typed; False if the draft is gone."""
    return _keep(draft_key, step, language, answers=answers)


def save_unvalidated(
    draft_key: DraftKey, *, step: str, typed: dict[str, Any], language: str
) -> bool:
    """Save a page without validation, in place of its answers; False if the draft is gone."""
    return _keep(draft_key, step, language, typed=typed)


def _keep(
    draft_key: DraftKey,
    step: str,
    language: str,
    *,
    answers: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
) -> bool:
    """One statement that changes one page only, so that two tabs do not undo each other."""
    draft, apart = Draft._meta.db_table, AboutYouDraft._meta.db_table
    first = ""
    added = [{} if page is None else {step: page} for page in (answers, typed)]
    if step == ABOUT_YOU:
        first = f"WITH a AS (UPDATE {apart} SET answers = %(apart)s, typed = %(apart_typed)s"
        first += " WHERE draft_id = %(key)s) "
        added = [{}, {}]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{first}UPDATE {draft} SET answers = (answers - %(step)s) || %(answers)s::jsonb,"
            " typed = (typed - %(step)s) || %(typed)s::jsonb,"
            " language = %(language)s,"
            " saved_at = CASE WHEN %(is_answer)s THEN %(now)s ELSE saved_at END,"
            " email_opens_about_you = email_opens_about_you AND %(opens)s"
            " WHERE submission_key = %(key)s",
            {
                "key": draft_key.submission_key,
                "step": step,
                "answers": json.dumps(added[0]),
                "typed": json.dumps(added[1]),
                "apart": None if answers is None else json.dumps(answers),
                "apart_typed": None if typed is None else json.dumps(typed),
                "language": language,
                "is_answer": step != DECLARATION,  # the declaration is no answer
                "opens": draft_key.opens_about_you,
                "now": timezone.now(),
            },
        )
        return cursor.rowcount == 1


def delete_draft(submission_key: uuid.UUID) -> None:
    """Delete a draft and its about-you part, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH apart AS (DELETE FROM {AboutYouDraft._meta.db_table} WHERE draft_id = %(key)s)"
            f" DELETE FROM {Draft._meta.db_table} WHERE submission_key = %(key)s",
            {"key": submission_key},
        )
