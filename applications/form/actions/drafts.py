"""Drafts: save step by step, remind, clear and expire."""

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

Pages = dict[str, dict[str, Any]]  # each page's content, by step

BATCH = 200  # drafts that the worker locks at a time; a save of a locked draft waits


@action
def start_draft(
    *,
    by: User | None,
    call: Call,
    language: str,
    answers: Pages | None = None,
    typed: Pages | None = None,
) -> Draft:
    """Create a draft with its first page, and the reference that its application will have.

    `answers` are valid, `typed` is not validated.
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
    """Save one step's cleaned answers; about-you answers go to their own table.

    Once somebody who may not see those has saved, a link to the draft's address does not open
    them any more. Raises Draft.DoesNotExist if the draft was sent or cleared in the meantime.
    """
    if not save_answers(draft_key, step=step, answers=answers, language=language):
        raise Draft.DoesNotExist


@action
def keep_step_unvalidated(
    *, by: User | None, draft_key: DraftKey, step: str, typed: dict[str, Any], language: str
) -> None:
    """The same for a page saved without validation."""
    if not save_unvalidated(draft_key, step=step, typed=typed, language=language):
        raise Draft.DoesNotExist


@action
def clear_draft(*, by: User | None, submission_key: uuid.UUID) -> None:
    """Delete a draft, for people on a shared computer."""
    delete_draft(submission_key)


@action
def remind_drafts(*, by: User | None) -> int:
    """Queue one reminder for each draft that has an e-mail, before its call closes.

    Returns how many. Several workers may run it at once: each skips what another has locked.
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
    """Delete expired drafts; returns how many. Several workers may run it at once."""
    old = queries.drafts_to_delete(timezone.now())
    unlocked = old.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    keys = list(unlocked[:BATCH])
    Draft.objects.filter(pk__in=keys).delete()
    return len(keys)
