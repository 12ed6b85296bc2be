"""Corrections: by applicants of their answers, by clerks of typing errors."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from applications.enums import ApplicationStatus
from applications.form import queries
from applications.form.actions.submit import Submission, submit_again
from applications.form.queries.sent import answers_as_sent
from applications.models import AboutYouDraft, Application, Draft, Revision
from applications.models.draft import ABOUT_YOU
from applications.models.representation import about_you_as_sent
from core.actions import Refused, action
from core.models import User


@action
def start_correction(*, by: User | None, application: Application, language: str) -> Draft:
    """A draft with the answers sent last, or the correction already begun.

    The application changes only when it is sent. Refused after the deadline, and for an
    application that is withdrawn or late.
    """
    # Lock the row: two requests at once share one correction.
    application = Application.objects.select_for_update().get(pk=application.pk)
    is_received = application.status == ApplicationStatus.RECEIVED
    if not (is_received and application.call.accepts_at(timezone.now())):
        raise Refused("This application can no longer be corrected.", "not_correctable")
    if begun := queries.correction_of(application):
        return begun
    revision = queries.current_revision(application)
    draft = Draft.objects.create(
        call=application.call,
        reference=application.reference,
        corrects=application,
        language=language,
        answers=_complete_steps(revision),
    )
    AboutYouDraft.objects.create(draft=draft, answers=about_you_as_sent(revision))
    return draft


@action
def correct_typing(*, by: User, before: Revision, submission: Submission) -> Revision:
    """Store the next revision of a paper application; the reason is in its `paper`.

    The answers are without the about-you answers, which are copied unchanged: no clerk sees them.
    Refused like `submit_again`.
    """
    whole = {**submission.answers, ABOUT_YOU: about_you_as_sent(before)}
    return submit_again(by=by, before=before, submission=replace(submission, answers=whole))


def _complete_steps(revision: Revision) -> dict[str, dict[str, Any]]:
    """The answers sent, without the steps that a paper left incomplete: those are asked again."""
    incomplete = {name.partition("-")[0] for name in revision.left_empty}
    return {
        step: answers
        for step, answers in answers_as_sent(revision).items()
        if step not in incomplete
    }
