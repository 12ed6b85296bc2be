"""The form: one page a step, a check page, and the receipt."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications import queries
from applications.actions.drafts import clear_draft, save_step, start_draft
from applications.actions.submit import NotAccepted, submit
from applications.enums import Channel, Resident
from applications.forms import steps
from applications.forms.questions import DeclarationForm
from applications.forms.steps import Step
from applications.models import Call, Draft
from applications.models.draft import ABOUT_YOU, saved_as
from applications.views import answer_summary, draft_cookie
from applications.views.public import published_call

TO_CHECK = "check"
NEXT_STEPS = (
    _("After the deadline, reviewers read the answers. They do not see your name."),
    _("City staff then choose a group from many neighborhoods and backgrounds."),
    _("A second person confirms each decision."),
)


@never_cache
def step_edit(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Show one step, or save it and go on."""
    call = published_call(slug)
    if step not in steps.BY_SLUG or not call.accepts_at(timezone.now()):
        return redirect(call)
    step = steps.BY_SLUG[step]
    key = draft_cookie.read(request, call)
    saved = saved_as(key)
    if saved is None and step is not steps.FIRST:
        return redirect(_after_draft(call, key))
    if request.method == "POST":
        form = step.form(call=call, data=request.POST)
        if form.is_valid():
            return _save_and_go_on(request, call, step, saved and key, form.cleaned_data)
    else:
        form = step.form(call=call, initial=dict(saved.answers.get(step.slug, {})) if saved else {})
    context = {
        "call": call,
        "step": step,
        "step_total": steps.TOTAL,
        "intro": call.about_you_intro if step.slug == ABOUT_YOU else step.intro,
        "form": form,
        "back_url": _url_before(call, step, request),
        "returns_to_check": request.GET.get("return") == TO_CHECK,
        "draft": saved and saved.draft,
    }
    return render(request, "applications/application_step.html", context)


@never_cache
def application_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything once more, then send. Sending again, here or in another tab, sends nothing new."""
    call = published_call(slug)
    key = draft_cookie.read(request, call)
    saved = saved_as(key)
    if saved is None:
        return redirect(_after_draft(call, key))
    if saved.answers.get("eligibility", {}).get("lives_in_city") == Resident.NO:
        return redirect("applications:application-ineligible", call.slug)
    forms = steps.forms_over(call, saved.answers)
    if unfinished := steps.first_unfinished(forms):
        return redirect("applications:step-edit", call.slug, unfinished.slug)
    if not call.accepts_at(timezone.now()):
        return redirect(call)
    declaration = DeclarationForm(call=call, data=request.POST or None)
    if request.method == "POST" and declaration.is_valid():
        forms["declaration"] = declaration
        return _send(saved.draft, {name: form.cleaned_data for name, form in forms.items()})
    context = {
        "call": call,
        "step_total": steps.TOTAL,
        "groups": answer_summary.groups(call, forms),
        "form": declaration,
        "back_url": reverse("applications:step-edit", args=[call.slug, steps.STEPS[-1].slug]),
    }
    return render(request, "applications/application_check.html", context)


@never_cache
def receipt_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference, and what happens next; the same page however often it was sent."""
    call = published_call(slug)
    key = draft_cookie.read(request, call)
    revision = queries.revision_sent_as(key) if key else None
    if revision is None:
        return redirect(call)
    contact = queries.contacts_of([revision.application])[revision.application_id]
    context = {
        "call": call,
        "reference": revision.application.reference,
        "received_at": revision.received_at,
        "on_time": revision.received_at <= call.closes_at,
        "email_queued": bool(contact.email),
        "next_steps": NEXT_STEPS,
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
    if key := draft_cookie.read(request, call):
        clear_draft(by=None, submission_key=key)
    response = redirect(call)
    draft_cookie.forget(response, call)
    return response


def _save_and_go_on(
    request: HttpRequest, call: Call, step: Step, key: uuid.UUID | None, answers: dict[str, Any]
) -> HttpResponseRedirect:
    """Save one step, in a new draft where there is none yet, and show what comes next."""
    if key is None:
        key = start_draft(by=None, call=call, language=get_language()).pk
    try:
        save_step(
            by=None, submission_key=key, step=step.slug, answers=answers, language=get_language()
        )
    except Draft.DoesNotExist:  # sent or cleared in another tab since this page was opened
        return redirect(_after_draft(call, key))
    response = redirect(_url_after(call, step, answers, request))
    draft_cookie.write(response, call, key)
    return response


def _send(draft: Draft, answers: dict[str, dict[str, Any]]) -> HttpResponseRedirect:
    """Through the gate, and on to the receipt."""
    try:
        submit(
            by=None,
            call=draft.call,
            submission_key=draft.pk,
            answers=answers,
            language=get_language(),
            channel=Channel.WEB,
            received_at=timezone.now(),
            reference=draft.reference,
            corrects=draft.corrects,
        )
    except NotAccepted:
        return redirect(draft.call)
    return redirect("applications:receipt-detail", draft.call.slug)


def _after_draft(call: Call, key: uuid.UUID | None) -> str:
    """Where somebody belongs who has no draft: at the receipt if it was sent, else at the start."""
    if key and queries.revision_sent_as(key):
        return reverse("applications:receipt-detail", args=[call.slug])
    return reverse("applications:step-edit", args=[call.slug, steps.FIRST.slug])


def _url_after(call: Call, step: Step, answers: dict[str, Any], request: HttpRequest) -> str:
    if answers.get("lives_in_city") == Resident.NO:
        return reverse("applications:application-ineligible", args=[call.slug])
    following = steps.step_after(step)
    if following is None or request.GET.get("return") == TO_CHECK:
        return reverse("applications:application-check", args=[call.slug])
    return reverse("applications:step-edit", args=[call.slug, following.slug])


def _url_before(call: Call, step: Step, request: HttpRequest) -> str:
    if request.GET.get("return") == TO_CHECK:
        return reverse("applications:application-check", args=[call.slug])
    before = steps.step_before(step)
    if before is None:
        return call.get_absolute_url()
    return reverse("applications:step-edit", args=[call.slug, before.slug])
