"""Staff pages: the board, choosing, releasing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from applications.models import Application
from applications.queries.calls import call_at_work
from core.staff_site import staff_site
from selection import queries
from selection.actions.choose import (
    AlreadyReleased,
    NoSeatLeft,
    NotCounted,
    SetAside,
    Withdrawn,
    choose_member,
    withdraw_choice,
)
from selection.actions.release import release_decisions


@require_GET
def board_detail(request: HttpRequest) -> HttpResponse:
    """Applicants and chosen against targets by neighborhood; choose here."""
    call, calls = call_at_work(request.GET.get("call", ""))
    context = {
        "title": "Board",
        "call": call,
        "calls": calls,
        "board": queries.board_of(call) if call else None,
        "pending": queries.pending_decisions(call) if call else [],
    }
    return staff_site.render(request, "selection/board_detail.html", context)


@require_POST
def member_choose(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a seat, or take a pending one back (`withdraw`)."""
    application = get_object_or_404(Application.objects.select_related("call"), reference=reference)
    try:
        if "withdraw" in request.POST:
            withdraw_choice(by=request.user, application=application)
            messages.success(request, f"{reference} is no longer chosen.")
        else:
            choose_member(by=request.user, application=application)
            messages.success(request, f"{reference} is chosen. Another coordinator releases it.")
    except NoSeatLeft:
        messages.error(request, "All seats are taken. Take somebody off first.")
    except Withdrawn:
        messages.error(request, f"{reference} has withdrawn and cannot be chosen.")
    except NotCounted:
        messages.error(request, f"{reference} came late. Decide first whether it counts.")
    except SetAside:
        messages.error(request, f"{reference} does not count: another of the same person does.")
    except AlreadyReleased:
        messages.error(request, f"{reference} is released. A released decision stands.")
    return redirect(f"{reverse('staff:board-detail')}?call={application.call.slug}#{reference}")


def decision_release(request: HttpRequest) -> HttpResponse:
    """What waits for release, and who decided it; release what others decided."""
    call, calls = call_at_work(request.GET.get("call", ""))
    if request.method == "POST" and call:
        outcome = release_decisions(by=request.user, call=call)
        if outcome.released:
            messages.success(request, f"Released: {outcome.released}.")
        if outcome.left:
            messages.warning(
                request, f"Your own: {outcome.left}. Another coordinator releases those."
            )
        return redirect(f"{reverse('staff:decision-release')}?call={call.slug}")
    decisions = queries.decisions_of(call).order_by("status", "decided_at") if call else []
    context = {
        "title": "Decisions",
        "call": call,
        "calls": calls,
        "decisions": decisions,
        "releasable": [
            d for d in decisions if d.released_at is None and d.decided_by_id != request.user.pk
        ],
    }
    return staff_site.render(request, "selection/decision_release.html", context)
