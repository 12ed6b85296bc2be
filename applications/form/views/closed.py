"""The page for those who come after the deadline: kind, exact, and losing nothing they typed."""

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


def answer(
    request: HttpRequest,
    call: Call,
    draft: Draft | None = None,
    *,
    just_saved: bool = False,
    typed: Typed | None = None,
) -> HttpResponse:
    """What time it is, what the deadline was, and what becomes of the answers.

    The status is 200: nothing failed, and 410 would tell the world that this address has no
    future, which a coordinator who extends the deadline would have to take back.
    """
    if draft and draft.corrects_id:  # what was sent before stands: the page about that says so
        return redirect("applications:application-status", call.slug)
    if call.state != CallState.CLOSED:  # not open yet; or the gate had another reason
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


def answer_step(
    request: HttpRequest, call: Call, step: Step, saved: SavedDraft | None
) -> HttpResponse:
    """The same for a step. What was typed is saved with the draft, or shown to be copied.

    It can no longer be sent, but people ask for help with it, and deadlines are extended.
    """
    draft = saved and saved.draft
    if request.method != "POST":
        return answer(request, call, draft)
    posted = stale_page.with_newer(request.POST, call, step, saved)
    form = step.form(call=call, data=posted)
    if saved and step_saving.is_kept(request, call, step, saved, form):
        return answer(request, call, draft, just_saved=True)
    return answer(request, call, draft, typed=words_in(form))


def words_in(form: StepForm) -> Typed:
    """What somebody wrote by hand; a choice is quickly made again."""
    written = [field for field in form if isinstance(field.field, CharField) and field.value()]
    return [(str(field.label), field.value()) for field in written]
