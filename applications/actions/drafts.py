"""Save an unfinished application on the server, step by step."""

import uuid
from typing import Any

from django.utils import timezone

from applications import codes
from applications.models import AboutYouDraft, Call, Draft
from applications.models.draft import ABOUT_YOU
from core.actions import action
from core.models import User


@action
def start_draft(*, by: User | None, call: Call, language: str) -> Draft:
    """A new, empty draft, with the reference that its application will have."""
    reference = codes.new_reference(call.reference_prefix)
    draft = Draft.objects.create(call=call, language=language, reference=reference)
    AboutYouDraft.objects.create(draft=draft)
    return draft


@action
def save_step(
    *,
    by: User | None,
    submission_key: uuid.UUID,
    step: str,
    answers: dict[str, Any],
    language: str,
) -> None:
    """Keep one step's cleaned answers; about-you answers go to their own table.

    Raises Draft.DoesNotExist when the draft was sent or cleared in the meantime.
    """
    draft = Draft.objects.select_for_update().get(pk=submission_key)
    if step == ABOUT_YOU:
        AboutYouDraft.objects.filter(draft=draft).update(answers=answers)
    else:
        draft.answers[step] = answers
    draft.language = language
    draft.saved_at = timezone.now()
    draft.save()


@action
def clear_draft(*, by: User | None, submission_key: uuid.UUID) -> None:
    """Forget a draft at once, for people on a shared computer."""
    Draft.objects.filter(pk=submission_key).delete()
