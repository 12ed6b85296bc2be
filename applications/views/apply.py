"""The form: one page a step, a check page, and the receipt."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications import codes, queries
from applications.actions.drafts import clear_draft, save_step, start_draft
from applications.actions.submit import NotAccepted, submit
from applications.enums import Channel, Resident
from applications.forms import steps
from applications.forms.drawn import drawn
from applications.forms.questions import DeclarationForm
from applications.forms.steps import Step
from applications.models import Call, Draft
from applications.models.draft import ABOUT_YOU, Held, SavedDraft, saved_as
from applications.models.representation import about_you_is_as_sent
from applications.timeline import timeline
from applications.views import answer_summary, closed, draft_cookie, ended, first_try, step_page
from applications.views.public import published_call
from core import held, throttle
from core.addresses import client_address

OTHER_LANGUAGE = "other-language"  # the button pressed was one of the language menu


@first_try.kept
@never_cache
def step_edit(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Show one step, or save it and go on."""
    call = published_call(slug)
    if step not in steps.BY_SLUG:
        return redirect(call)
    step = steps.BY_SLUG[step]
    cookie = draft_cookie.read(request, call)
    saved = saved_as(cookie, call)
    if saved is None and draft_cookie.has_ended(cookie):
        return ended.answer_step(request, call, step)
    if saved is None and step is not steps.FIRST:
        return redirect(_after_draft(call, cookie))
    if not call.accepts_at(first_try.received_at(request, call)):
        return closed.answer_step(request, call, step, saved)
    if request.method != "POST":
        return step_page.show(request, call, step, saved)
    if OTHER_LANGUAGE in request.POST:
        return step_page.show(request, call, step, saved, step_page.typed(request, call, step))
    form = step.form(call=call, data=request.POST)
    if form.is_valid():
        return _save_and_go_on(request, call, step, saved and cookie, form.cleaned_data)
    to_check = step_page.returns_to_check(request)
    context = step_page.context(
        call,
        step,
        has_draft=saved is not None,
        has_unseen=step_page.hides(saved, step),
        to_check=to_check,
    )
    return render(request, step_page.TEMPLATE, {**context, "form": form})


@first_try.kept
@never_cache
def application_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything once more, then send. Sending again, here or in another tab, sends nothing new."""
    call = published_call(slug)
    cookie = draft_cookie.read(request, call)
    saved = saved_as(cookie, call)
    if saved is None and draft_cookie.has_ended(cookie):
        return ended.answer(request, call)
    if saved is None:
        return redirect(_after_draft(call, cookie))
    if saved.answers.get("eligibility", {}).get("lives_in_city") == Resident.NO:
        return redirect("applications:application-ineligible", call.slug)
    if unfinished := steps.first_unfinished(saved.whole):
        return redirect("applications:step-edit", call.slug, unfinished.slug)
    received_at = first_try.received_at(request, call, saved.draft)
    if not call.accepts_at(received_at):
        return closed.answer(request, call, saved.draft)
    declaration = DeclarationForm(call=call, data=request.POST) if request.POST else None
    if declaration and declaration.is_valid():
        if not _may(request, "send", settings.FORM_SENDS_AN_HOUR):
            return held.too_many(request)
        answers = {**saved.whole, "declaration": declaration.cleaned_data}
        sent = _send(saved, answers, received_at, cookie)
        return sent or closed.answer(request, call, saved.draft)
    context = {
        "call": call,
        "step_total": steps.TOTAL,
        "groups": answer_summary.groups(call, saved.answers, unseen_since=_about_you_since(saved)),
        "form": declaration,
        "form_drawn": drawn(call, DeclarationForm).filled({}),
        "corrects": saved.draft.corrects_id,
        "back_url": reverse("applications:step-edit", args=[call.slug, steps.STEPS[-1].slug]),
    }
    return render(request, "applications/application_check.html", context)


@never_cache
def receipt_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference, and what happens next; the same page however often it was sent."""
    call = published_call(slug)
    cookie = draft_cookie.read(request, call)
    revision = draft_cookie.revision_of(cookie)
    if revision is None:
        return ended.answer(request, call) if draft_cookie.has_ended(cookie) else redirect(call)
    application = revision.application
    contact = queries.contact_sent_with(revision)
    context = {
        "call": call,
        "reference": application.reference,
        "private_code": codes.private_code(application.reference, application.code_generation),
        "correction": revision.number - 1,
        "received_at": revision.received_at,
        "on_time": revision.received_at <= call.closes_at,
        "in_grace": revision.was_in_grace,
        "email_queued": bool(contact.email),
        "steps": timeline(call, sent_at=application.received_at, way=contact.preferred_way),
    }
    return render(request, "applications/application_receipt.html", context)


@never_cache
def application_ineligible(request: HttpRequest, slug: str) -> HttpResponse:
    """A kind page for those who live elsewhere."""
    return render(
        request, "applications/application_ineligible.html", {"call": published_call(slug)}
    )


@require_POST
def draft_clear(request: HttpRequest, slug: str) -> HttpResponse:
    """ "I am on a shared computer": forget the draft, here and on the server."""
    call = published_call(slug)
    if saved := saved_as(draft_cookie.read(request, call), call):
        clear_draft(by=None, submission_key=saved.draft.pk)
    response = redirect(call)
    draft_cookie.forget(response, call)
    first_try.forget(response, call)
    return response


def _may(request: HttpRequest, purpose: str, an_hour: int) -> bool:
    return throttle.allow(
        key=f"{purpose} {client_address(request)}", limit=an_hour, seconds=60 * 60
    )


def _save_and_go_on(
    request: HttpRequest, call: Call, step: Step, cookie: Held | None, answers: dict[str, Any]
) -> HttpResponse:
    """Save one step, in a new draft where there is none yet, and show what comes next."""
    if cookie is None and not _may(request, "start", settings.FORM_STARTS_AN_HOUR):
        return held.too_many(request)
    try:
        if cookie is None:
            first = {step.slug: answers}
            draft = start_draft(by=None, call=call, language=get_language(), answers=first)
            cookie = Held(draft.pk, draft.session_generation, opens_about_you=True)
        elif not _keeps_unseen(cookie, step, answers):
            save_step(
                by=None,
                submission_key=cookie.submission_key,
                step=step.slug,
                answers=answers,
                language=get_language(),
                email_opens_about_you=cookie.opens_about_you,
            )
    except Draft.DoesNotExist:  # sent or cleared in another tab since this page was opened
        return redirect(_after_draft(call, cookie))
    response = redirect(_url_after(call, step, answers, request))
    draft_cookie.write(response, call, cookie)
    return response


def _about_you_since(saved: SavedDraft) -> datetime:
    """When the about-you answers of a correction were sent, or saved in place of those."""
    if saved.draft.corrects is None or not saved.unseen:
        return saved.draft.saved_at
    sent = queries.current_revision(saved.draft.corrects)
    is_changed = not about_you_is_as_sent(sent, saved.unseen[ABOUT_YOU])
    return saved.draft.saved_at if is_changed else sent.received_at


def _keeps_unseen(cookie: Held, step: Step, answers: dict[str, Any]) -> bool:
    """Whether answers that this reader does not see stay: nothing was given in their place."""
    return step.slug == ABOUT_YOU and not cookie.opens_about_you and not any(answers.values())


def _send(
    saved: SavedDraft, answers: dict[str, dict[str, Any]], received_at: datetime, cookie: Held
) -> HttpResponseRedirect | None:
    """Through the gate, and on to the receipt; None where the gate did not open."""
    draft = saved.draft
    opens = draft.email_opens_about_you and cookie.opens_about_you
    try:
        submit(
            by=None,
            call=draft.call,
            submission_key=draft.pk,
            answers=answers,
            language=get_language(),
            channel=Channel.WEB,
            received_at=received_at,
            reference=draft.reference,
            corrects=draft.corrects,
            email_opens_about_you=opens,
        )
    except NotAccepted:
        return None
    return redirect("applications:receipt-detail", draft.call.slug)


def _after_draft(call: Call, cookie: Held | None) -> str:
    """Where somebody belongs who has no draft: at the receipt if it was sent, else at the start."""
    if draft_cookie.revision_of(cookie):
        return reverse("applications:receipt-detail", args=[call.slug])
    return reverse("applications:step-edit", args=[call.slug, steps.FIRST.slug])


def _url_after(call: Call, step: Step, answers: dict[str, Any], request: HttpRequest) -> str:
    if answers.get("lives_in_city") == Resident.NO:
        return reverse("applications:application-ineligible", args=[call.slug])
    if "later" in request.POST:
        return reverse("applications:draft-keep", args=[call.slug])
    following = steps.step_after(step)
    if following is None or step_page.returns_to_check(request):
        return reverse("applications:application-check", args=[call.slug])
    return reverse("applications:step-edit", args=[call.slug, following.slug])
