"""Coordinators' pages about the phases of reviewing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from applications.models import Call
from core import kept_input
from core.actions import ChangedMeanwhile, Refused
from core.permissions import Permission
from core.refusals import add_refusal
from core.staff_site import staff_page, staff_site
from reviewers import phases
from reviewers.actions.phases import add_phase, change_phase, remove_phase
from reviewers.forms import ReasonForm
from reviewers.models import ReviewPhase
from reviewers.setup_forms import PhaseForm


@staff_page(Permission.CONFIGURE_CALLS)
@require_GET
def phase_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The phases of a call one after the other, each with what readers may do in it."""
    call = get_object_or_404(Call, slug=slug)
    context = {
        "title": "Phases of reviewing",
        "call": call,
        "phases": phases.timeline_of(call),
        "now": timezone.now(),
        "phase_now": phases.phase_now(call),
    }
    return staff_site.render(request, "reviewers/phase_list.html", context)


@staff_page(Permission.CONFIGURE_CALLS)
def phase_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new phase."""
    call = get_object_or_404(Call, slug=slug)
    return _edit(request, call, ReviewPhase(call=call))


@staff_page(Permission.CONFIGURE_CALLS)
def phase_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a phase's dates and rights; they hold at once."""
    phase = get_object_or_404(ReviewPhase.objects.select_related("call"), pk=pk, call__slug=slug)
    return _edit(request, phase.call, phase)


def _edit(request: HttpRequest, call: Call, phase: ReviewPhase) -> HttpResponse:
    form = PhaseForm(request.POST or None, instance=phase)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if phase.pk is None:
                add_phase(by=request.user, phase=form.instance)
            elif change := form.change():
                reason = form.cleaned_data.get("reason", "")
                change_phase(by=request.user, change=change, reason=reason)
            return redirect("staff:phase-list", call.slug)
        except ChangedMeanwhile as changed:
            form.show_newer(changed)
            status = 409
        except Refused as refused:
            add_refusal(refused, form)
    title = "Change a phase" if phase.pk else "New phase"
    context = {"title": title, "call": call, "form": form, "phase": phase}
    if form.is_running:
        context["rests"] = phases.what_rests_on_now(call)
    return staff_site.render(request, "reviewers/phase_edit.html", context, status=status)


@staff_page(Permission.CONFIGURE_CALLS)
def phase_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask why a phase is removed, say what that means, and remove it."""
    phase = get_object_or_404(ReviewPhase.objects.select_related("call"), pk=pk, call__slug=slug)
    form = kept_input.form_of(request, ReasonForm)

    def remove() -> HttpResponse:
        remove_phase(by=request.user, phase=phase, reason=form.cleaned_data["reason"])
        messages.success(request, f"The phase “{phase}” is removed.")
        return redirect("staff:phase-list", slug)

    if request.method == "POST":
        return kept_input.done_or_back(request, form, remove)
    context = {
        "title": f"Remove “{phase}”",
        "phase": phase,
        "form": form,
        "wrong": form if form.errors else None,
        "back": reverse("staff:phase-edit", args=[slug, pk]),
        "rests": phases.what_rests_on_now(phase.call),
    }
    return staff_site.render(request, "reviewers/phase_remove.html", context)
