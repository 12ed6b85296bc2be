"""A page posted from an old tab after the application was sent.

Its answers are not part of the application; they are saved as a correction.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from applications.enums import ApplicationStatus
from applications.form import queries
from applications.form.actions.correct import start_correction
from applications.form.forms import steps
from applications.form.forms.steps import Step
from applications.form.queries.sent import answers_as_sent
from applications.form.views import closed, draft_cookie, step_page, step_saving, unvalidated
from applications.models import Application, Call, Revision
from applications.models.draft import ABOUT_YOU, DraftKey, SavedDraft, load_draft
from applications.models.representation import about_you_is_as_sent
from core.actions import Refused

ANOTHER = "another"  # a hidden field of the first step if it named an earlier application
KEPT = "kept=1"


def is_old_page(request: HttpRequest, step: Step, sent: Revision) -> bool:
    """Whether the page belongs to the application already sent, not to another one."""
    is_withdrawn = sent.application.status == ApplicationStatus.WITHDRAWN
    return step is not steps.FIRST or not (is_withdrawn or ANOTHER in request.POST)


def respond(request: HttpRequest, call: Call, step: Step, cookie: DraftKey) -> HttpResponse:
    """Save the page in a correction and show that; or show what was typed, for copying."""
    application = draft_cookie.application_of(cookie)
    form, sent = step.form(call=call, data=request.POST), queries.current_revision(application)
    is_as_sent = form.is_valid() and _is_as_sent(form.cleaned_data, step, sent, cookie)
    if is_as_sent or unvalidated.CLEAR in request.POST:
        return redirect(step_page.url_without_draft(call, cookie))
    saved = _correction(application, cookie)
    if not (
        saved
        and _has_no_newer_answers(saved, step, sent)
        and _save_page(request, call, step, saved)
    ):
        context = {"call": call, "sent": application.reference, "typed": closed.typed_texts(form)}
        return render(request, "applications/form/already_sent.html", context)
    response = redirect(f"{step_page.url_of_check(call)}?{KEPT}")
    draft_cookie.write(response, call, saved.draft_key, until_closed=True)
    return response


def _is_as_sent(page: dict[str, Any], step: Step, sent: Revision, reader: DraftKey) -> bool:
    """Whether the page equals what was sent, revealing nothing that its reader may not see."""
    if step.slug != ABOUT_YOU:
        return page == answers_as_sent(sent)[step.slug]
    return about_you_is_as_sent(sent, page) if reader.opens_about_you else not any(page.values())


def _has_no_newer_answers(correction: SavedDraft, step: Step, sent: Revision) -> bool:
    """Whether the correction has no other answers on this page."""
    page = correction.page(step.slug)
    return not page or _is_as_sent(page, step, sent, correction.draft_key)


def _save_page(request: HttpRequest, call: Call, step: Step, correction: SavedDraft) -> bool:
    """Save the page; fields that were still empty keep what was sent."""
    posted = request.POST.copy()
    for name, value in correction.page(step.slug).items():
        if value and not isinstance(value, bool) and not posted.get(name, "").strip():
            posted.setlist(name, value if isinstance(value, list) else [value])
    form = step.form(call=call, data=posted)
    return step_saving.try_to_save(request, call, step, correction, form)


def _correction(application: Application, cookie: DraftKey) -> SavedDraft | None:
    """The correction, begun now if there is none; None if it is too late for corrections."""
    try:
        draft = start_correction(by=None, application=application, language=get_language())
    except Refused:
        return None
    draft_key = DraftKey(draft.pk, draft.session_generation, cookie.opens_about_you)
    return load_draft(draft_key, application.call)
