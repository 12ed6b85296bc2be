"""Saves a posted step, valid or not, and redirects."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from applications.form.actions.drafts import keep_step_unvalidated, save_step, start_draft
from applications.form.forms import steps
from applications.form.forms.eligibility import why_ineligible
from applications.form.forms.step_form import StepForm
from applications.form.forms.steps import Step
from applications.form.views import (
    draft_cookie,
    limits,
    outage_grace,
    stale_page,
    step_page,
    unvalidated,
)
from applications.models import Call, Draft
from applications.models.draft import ABOUT_YOU, DraftKey, SavedDraft


def save_and_redirect(
    request: HttpRequest, call: Call, step: Step, saved: SavedDraft | None
) -> HttpResponse:
    """Save one page, in a new draft if there is none yet, and redirect.

    Raises what `write` raises.
    """
    posted = stale_page.with_newer(request.POST, call, step, saved)
    typed = unvalidated.posted_values(posted, call, step)
    is_edited = unvalidated.is_edited(call, step, saved, typed)
    exit_url = _exit_url(request, call, step)
    if exit_url and not is_edited and (saved or unvalidated.LATER not in request.POST):
        return redirect(exit_url)
    form = step.form(call=call, data=posted)
    may_be_saved = unvalidated.may_be_saved(request, step, saved, typed)
    if form.is_valid() and not (may_be_saved and _stops_here(request, step)):
        url = exit_url or _url_after(request, call, step, form.cleaned_data)
        if step_page.hides_answers(saved, step) and not any(form.cleaned_data.values()):
            return redirect(url)  # an empty page does not replace hidden answers
        return _store(request, call, step, saved, url, answers=form.cleaned_data)
    if not may_be_saved:
        return step_page.show_form(request, call, step, saved, form)
    url = exit_url or step_page.url(
        call, step, to_check=step_page.returns_to_check(request), show_errors=True
    )
    if saved is None and not is_edited and not exit_url:
        return redirect(url)
    return _store(request, call, step, saved, url, typed=typed)


def _stops_here(request: HttpRequest, step: Step) -> bool:
    """Whether the page is to be opened again, so that it is saved without validation.

    Not about-you: the link or code may open the application without showing those answers.
    """
    return unvalidated.LATER in request.POST and step.slug != ABOUT_YOU


def _store(
    request: HttpRequest,
    call: Call,
    step: Step,
    saved: SavedDraft | None,
    url: str,
    **page: dict[str, Any],
) -> HttpResponse:
    """Save the page, in a new draft if there is none yet, and redirect to `url`."""
    if saved is None and (wait := limits.wait_to_start(request)):
        return outage_grace.too_many(request, call, wait=wait)
    draft_key = write(call, step, saved, **page)
    if saved is None and step is not steps.FIRST:  # its draft is gone
        url = f"{step_page.url_of_check(call)}?{step_page.RESTARTED}"
    response = redirect(url)
    corrects = saved and saved.draft.corrects_id
    draft_cookie.write(response, call, draft_key, until_closed=bool(corrects))
    return response


def write(call: Call, step: Step, saved: SavedDraft | None, **page: dict[str, Any]) -> DraftKey:
    """Save one page's `answers`, or what was `typed` on it; returns the cookie's new content.

    Raises Draft.DoesNotExist if the draft was sent or cleared since it was loaded.
    """
    if saved is None:
        first = {kind: {step.slug: content} for kind, content in page.items()}
        draft = start_draft(by=None, call=call, language=get_language(), **first)
        return DraftKey(draft.pk, draft.session_generation, opens_about_you=True)
    keep = save_step if "answers" in page else keep_step_unvalidated
    keep(by=None, draft_key=saved.draft_key, step=step.slug, language=get_language(), **page)
    return saved.draft_key


def try_to_save(
    request: HttpRequest, call: Call, step: Step, saved: SavedDraft, form: StepForm
) -> bool:
    """Save the page for somebody who cannot go on; returns whether it could be saved."""
    typed = unvalidated.posted_values(form.data, call, step)
    try:
        if form.is_valid():
            write(call, step, saved, answers=form.cleaned_data)
        elif unvalidated.may_be_saved(request, step, saved, typed):
            write(call, step, saved, typed=typed)
        else:
            return False
    except Draft.DoesNotExist:  # sent or cleared in another tab just now
        return False
    return True


def _exit_url(request: HttpRequest, call: Call, step: Step) -> str:
    """The target of a button that leaves the page without validation; "" for the main button."""
    if unvalidated.OTHER_LANGUAGE in request.POST:
        return request.get_full_path()
    if unvalidated.BACK in request.POST:
        return step_page.url_before(call, step, step_page.returns_to_check(request))
    if unvalidated.LATER in request.POST:
        return reverse("applications:draft-keep", args=[call.slug])
    if unvalidated.CLEAR in request.POST:
        return reverse("applications:draft-clear", args=[call.slug]) + f"?from={step.slug}"
    return ""


def _url_after(request: HttpRequest, call: Call, step: Step, answers: dict[str, Any]) -> str:
    if because := why_ineligible(answers):
        return step_page.url_of_ineligible(call, because)
    following = steps.step_after(step)
    if following is None or step_page.returns_to_check(request):
        return step_page.url_of_check(call)
    return step_page.url(call, following)
