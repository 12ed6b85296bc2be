"""Save an unfinished application step by step; remind of it, and let go of it in the end."""

import uuid
from typing import Any

from django.utils import timezone

from applications.form import codes, emails, queries
from applications.models import AboutYouDraft, Call, Draft
from applications.models.draft import (
    ABOUT_YOU,
    DraftKey,
    delete_draft,
    save_answers,
    save_unvalidated,
)
from core.actions import action
from core.insert import insert_together
from core.models import User

Pages = dict[str, dict[str, Any]]  # what stands on each page, by step

BATCH = 200  # drafts the worker takes at a time: while it holds one, its writer's next save waits


@action
def start_draft(
    *,
    by: User | None,
    call: Call,
    language: str,
    answers: Pages | None = None,
    typed: Pages | None = None,
) -> Draft:
    """A new draft with its first page, and the reference that its application will have.

    `answers` were found right, `typed` is unjudged.
    """
    reference = codes.new_reference(call.reference_prefix)
    answers, typed = dict(answers or {}), dict(typed or {})
    about_you = {"answers": answers.pop(ABOUT_YOU, None), "typed": typed.pop(ABOUT_YOU, None)}
    draft = Draft(call=call, language=language, reference=reference, answers=answers, typed=typed)
    insert_together(draft, AboutYouDraft(draft=draft, **about_you))
    return draft


@action
def save_step(
    *, by: User | None, draft_key: DraftKey, step: str, answers: dict[str, Any], language: str
) -> None:
    """Keep one step's cleaned answers; about-you answers go to their own table.

    Once somebody saved who may not see those, the address in the draft opens them no more.
    Raises Draft.DoesNotExist when the draft was sent or cleared in the meantime.
    """
    if not save_answers(draft_key, step=step, answers=answers, language=language):
        raise Draft.DoesNotExist


@action
def keep_step_unvalidated(
    *, by: User | None, draft_key: DraftKey, step: str, typed: dict[str, Any], language: str
) -> None:
    """The same for a page as it was typed, unjudged."""
    if not save_unvalidated(draft_key, step=step, typed=typed, language=language):
        raise Draft.DoesNotExist


@action
def clear_draft(*, by: User | None, submission_key: uuid.UUID) -> None:
    """Forget a draft at once, for people on a shared computer."""
    delete_draft(submission_key)


@action
def remind_drafts(*, by: User | None) -> int:
    """Queue one reminder for each draft that has an e-mail, before its call closes.

    Returns how many. Safe in several workers: each takes the drafts that no other holds.
    """
    now = timezone.now()
    due = queries.drafts_to_remind(now).select_for_update(skip_locked=True, of=("self",))
    drafts = list(due[:BATCH])
    for draft in drafts:
        emails.queue_reminder(draft=draft)
        draft.reminded_at = now
        draft.save(update_fields=["reminded_at"])
    return len(drafts)


@action
def expire_drafts(*, by: User | None) -> int:
    """Delete the drafts that are kept no longer; returns how many. Safe in several workers."""
    old = queries.drafts_to_delete(timezone.now())
    held = old.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    keys = list(held[:BATCH])
    Draft.objects.filter(pk__in=keys).delete()
    return len(keys)
