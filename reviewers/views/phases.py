"""Coordinators' pages about the phases of reviewing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused
from core.permissions import Permission
from core.refusals import add_refusal
from core.staff_site import staff_page, staff_site
from reviewers import phases
from reviewers.actions.phases import add_phase, change_phase, remove_phase
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
                change_phase(by=request.user, change=change)
            return redirect("staff:phase-list", call.slug)
        except ChangedMeanwhile as changed:
            form.show_newer(changed)
            status = 409
        except Refused as refused:
            add_refusal(refused, form)
    title = "Change a phase" if phase.pk else "New phase"
    context = {"title": title, "call": call, "form": form, "phase": phase}
    return staff_site.render(request, "reviewers/phase_edit.html", context, status=status)


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def phase_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a phase."""
    phase = get_object_or_404(ReviewPhase, pk=pk, call__slug=slug)
    remove_phase(by=request.user, phase=phase)
    messages.success(request, "The phase is removed.")
    return redirect("staff:phase-list", slug)
