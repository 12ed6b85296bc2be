"""The page after the deadline, which keeps what was typed."""

from django.forms import CharField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from applications.enums import CallState
from applications.form.forms.step_form import StepForm
from applications.form.forms.steps import Step
from applications.form.views import draft_cookie, stale_page, step_saving
from applications.models import Call, Draft
from applications.models.draft import SavedDraft

Typed = list[tuple[str, str]]


def respond(
    request: HttpRequest,
    call: Call,
    draft: Draft | None = None,
    *,
    just_saved: bool = False,
    typed: Typed | None = None,
) -> HttpResponse:
    """The time now, the deadline, and what happens to the answers.

    The status is 200: 410 would say that this address is gone for good, but a coordinator may
    extend the deadline.
    """
    if draft and draft.corrects_id:  # the status page says that the first application stays
        return redirect("applications:application-status", call.slug)
    if call.state != CallState.CLOSED:  # not open yet, or refused for another reason
        return redirect(call)
    if draft is None and draft_cookie.revision_of(draft_cookie.read(request, call)):
        return redirect("applications:receipt-detail", call.slug)
    context = {
        "call": call,
        "draft": draft,
        "just_saved": just_saved,
        "typed": typed,
        "received_at": timezone.now(),
        "was_sent": request.method == "POST",
    }
    return render(request, "applications/form/application_closed.html", context)


def respond_to_step(
    request: HttpRequest, call: Call, step: Step, saved: SavedDraft | None
) -> HttpResponse:
    """The same for a step. What was typed is saved in the draft, or shown for copying.

    It can no longer be sent, but people ask for help with it, and a deadline may be extended.
    """
    draft = saved and saved.draft
    if request.method != "POST":
        return respond(request, call, draft)
    posted = stale_page.with_newer(request.POST, call, step, saved)
    form = step.form(call=call, data=posted)
    if saved and step_saving.try_to_save(request, call, step, saved, form):
        return respond(request, call, draft, just_saved=True)
    return respond(request, call, draft, typed=typed_texts(form))


def typed_texts(form: StepForm) -> Typed:
    """The texts typed into the form (label, text), without choices."""
    written = [field for field in form if isinstance(field.field, CharField) and field.value()]
    return [(str(field.label), field.value()) for field in written]
