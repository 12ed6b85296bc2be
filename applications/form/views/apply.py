"""The public form: a page for each step, the check page, and the receipt."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from applications.enums import Arrival, Channel
from applications.form import codes, queries
from applications.form.actions.submit import Submission, submit
from applications.form.forms import steps
from applications.form.forms.eligibility import why_ineligible
from applications.form.forms.questions import DeclarationForm
from applications.form.forms.steps import Step
from applications.form.timeline import timeline
from applications.form.views import (
    check_page,
    closed,
    draft_cookie,
    ended,
    limits,
    outage_grace,
    sent_before,
    step_page,
    step_saving,
    unvalidated,
)
from applications.form.views.public import published_call
from applications.models import Call, Draft
from applications.models.draft import DECLARATION, SavedDraft, load_draft
from core.actions import Refused


@outage_grace.on_outage
@never_cache
def step_edit(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Show one step, or save it and go on."""
    call = published_call(slug)
    if step not in steps.BY_SLUG:
        return redirect(call)
    cookie = draft_cookie.read(request, call)
    saved = load_draft(cookie, call)
    if saved is None and (answer := _answer_without_draft(request, call, steps.BY_SLUG[step])):
        return answer
    if not call.accepts_at(outage_grace.received_at(request, call)):
        return closed.respond_to_step(request, call, steps.BY_SLUG[step], saved)
    if request.method != "POST":
        return step_page.show(request, call, steps.BY_SLUG[step], saved)
    try:
        return step_saving.save_and_redirect(request, call, steps.BY_SLUG[step], saved)
    except Draft.DoesNotExist:  # sent or cleared in another tab just now
        return step_edit(request, slug, step=step)


@outage_grace.on_outage
@never_cache
def application_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Check all answers and send them. Sending again, also in another tab, has no effect."""
    call = published_call(slug)
    cookie = draft_cookie.read(request, call)
    saved = load_draft(cookie, call)
    if saved is None and draft_cookie.has_ended(cookie):
        return ended.respond(request, call)
    if saved is None:
        return redirect(step_page.url_without_draft(call, cookie))
    if because := why_ineligible(saved.answers.get("eligibility", {})):
        return redirect(step_page.url_of_ineligible(call, because))
    unfinished = steps.unfinished(saved.all_answers)
    if unfinished and not any(step.slug in saved.typed for step in unfinished):
        restarted = step_page.is_restarted(request)
        return redirect(step_page.url(call, unfinished[0], restarted=restarted))
    received_at = outage_grace.received_at(request, call, saved.draft)
    if not call.accepts_at(received_at):
        return closed.respond(request, call, saved.draft)
    if stopped_at := check_page.stopped_at(call, saved, unfinished):
        to_check = len(unfinished) == 1
        return redirect(step_page.url(call, stopped_at, to_check=to_check))
    if unfinished:
        return check_page.show_unfinished(request, call, saved, unfinished)
    if request.method == "POST":
        return _take_declaration(request, call, saved, received_at)
    return check_page.show(request, call, saved)


@never_cache
def receipt_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference and what happens next; the same page however often it was sent."""
    call = published_call(slug)
    cookie = draft_cookie.read(request, call)
    revision = draft_cookie.revision_of(cookie)
    if revision is None:
        return ended.respond(request, call) if draft_cookie.has_ended(cookie) else redirect(call)
    application = revision.application
    contact = queries.contact_sent_with(revision)
    context = {
        "call": call,
        "reference": application.reference,
        "private_code": codes.private_code(application.reference, application.code_generation),
        "correction": revision.number - 1,
        "received_at": revision.received_at,
        "on_time": call.arrival(revision.received_at) == Arrival.ON_TIME,
        "in_grace": revision.was_in_grace,
        "email_queued": bool(contact.email),
        "steps": timeline(call, sent_at=application.received_at, way=contact.preferred_way),
    }
    response = render(request, "applications/form/application_receipt.html", context)
    draft_cookie.write(response, call, cookie, until_closed=True)
    return response


@never_cache
def application_ineligible(request: HttpRequest, slug: str) -> HttpResponse:
    """The page for people who live elsewhere or are too young."""
    context = {"call": published_call(slug), "is_too_young": is_about_age(request)}
    return render(request, "applications/form/application_ineligible.html", context)


def is_about_age(request: HttpRequest) -> bool:
    """Whether the reason is the age, not the residence."""
    return request.GET.get("because") == "is_of_age"


def _answer_without_draft(request: HttpRequest, call: Call, step: Step) -> HttpResponse | None:
    """The response for a browser without a draft; None if it may begin one with this page.

    It may if its draft is gone without having been sent: the posted page is saved.
    """
    cookie = draft_cookie.read(request, call)
    if draft_cookie.has_ended(cookie):
        return ended.respond_to_step(request, call, step)
    sent, is_post = draft_cookie.revision_of(cookie), request.method == "POST"
    if sent and is_post and sent_before.is_old_page(request, step, sent):
        return sent_before.respond(request, call, step, cookie)
    if step is steps.FIRST or (is_post and sent is None):
        return None
    return redirect(step_page.url_without_draft(call, cookie))


def _take_declaration(
    request: HttpRequest, call: Call, saved: SavedDraft, received_at: datetime
) -> HttpResponse:
    """Send; or save the declaration without validation and redirect."""
    ticked = unvalidated.posted_values(request.POST, call, steps.LAST)
    exit_url = check_page.exit_url(request, call)
    form = DeclarationForm(call=call, data=request.POST)
    if not exit_url and form.is_valid():
        if wait := limits.wait_to_send(request):
            return outage_grace.too_many(request, call, wait=wait)
        answers = {**saved.all_answers, DECLARATION: form.cleaned_data}
        sent = _send(saved, answers, received_at)
        return sent or closed.respond(request, call, saved.draft)
    if not exit_url and not unvalidated.may_be_saved(request, steps.LAST, saved, ticked):
        return check_page.show(request, call, saved, form)
    try:
        step_saving.write(call, steps.LAST, saved, typed=ticked)
    except Draft.DoesNotExist:  # sent or cleared in another tab just now
        return redirect(step_page.url_without_draft(call, saved.draft_key))
    return redirect(exit_url or f"{step_page.url_of_check(call)}?{step_page.SHOW_ERRORS}")


def _send(
    saved: SavedDraft, answers: dict[str, dict[str, Any]], received_at: datetime
) -> HttpResponseRedirect | None:
    """Submit, and redirect to the receipt; None if it is not accepted."""
    draft = saved.draft
    opens = draft.email_opens_about_you and saved.draft_key.opens_about_you
    try:
        submit(
            by=None,
            submission=Submission(
                call=draft.call,
                submission_key=draft.pk,
                answers=answers,
                language=get_language(),
                channel=Channel.WEB,
                received_at=received_at,
                reference=draft.reference,
                corrects=draft.corrects,
                email_opens_about_you=opens,
            ),
        )
    except Refused:
        return None
    return redirect("applications:receipt-detail", draft.call.slug)
