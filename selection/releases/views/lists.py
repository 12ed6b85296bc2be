"""The releases of a call, who has no answer yet, and making a draft from a saved panel."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.form.queries.sent import days_only
from applications.models import Application, Call
from core.actions import Refused
from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.refusals import say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import long_table
from selection.board import people_of, seats_of
from selection.enums import OPEN_RELEASE, ReleaseStatus
from selection.models import Panel, Release
from selection.panel_lines import lines_of
from selection.panels import PanelDetails, details_of, saved_panels
from selection.plans import unusual_of
from selection.queries import members_elsewhere, waiting_for_answer
from selection.releases.actions.draft import draft_release
from selection.releases.covering import reserves_for
from selection.releases.forms import DraftForm
from selection.releases.queries import releases_of
from selection.standing import standing_of
from selection.views.moves import confirmed_in
from selection.views.panels import in_call

UNANSWERED_SORTS = {"reference": ("reference",), "received": ("received_at", "pk")}


@staff_page(Permission.RELEASE_DECISIONS, label="Decisions", is_of_call=True)
@require_GET
def release_list(request: HttpRequest) -> HttpResponse:
    """The releases of a call, the newest first, and the saved panels to make one from."""
    call, calls = selected_call(request.GET.get("call", ""))
    context: dict[str, Any] = {"title": "Decisions", "call": call, "calls": calls}
    if call:
        releases, panels = releases_of(call), lines_of(call, saved_panels(call))
        is_any = any(each.release.status == ReleaseStatus.RELEASED for each in releases)
        context |= {
            "releases": releases,
            "open": next((each.release for each in releases if each.release.is_open), None),
            "is_any": is_any,
            "panels": panels,
            "board_is_saved": any(line.is_on_board for line in panels),
            "unanswered": waiting_for_answer(call).count() if is_any else 0,
            "elsewhere": list(members_elsewhere(call)),
        }
    return staff_site.render(request, "selection/releases/release_list.html", context)


@staff_page(Permission.RELEASE_DECISIONS)
@require_GET
def unanswered_list(request: HttpRequest) -> HttpResponse:
    """Everybody of a call about whom nothing is released."""
    call, calls = selected_call(request.GET.get("call", ""))
    context: dict[str, Any] = {"title": "Without an answer", "call": call, "calls": calls}
    if call:
        context["table"] = long_table(
            request,
            waiting_for_answer(call),
            sorts=UNANSWERED_SORTS,
            first="received",
            query={"call": call.slug},
        )
        without_time = days_only(context["table"].rows)
        for each in context["table"].rows:
            each.is_day_only = each.pk in without_time
        context["open"] = Release.objects.filter(call=call, status__in=OPEN_RELEASE).first()
    return staff_site.render(request, "selection/releases/unanswered_list.html", context)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def release_make(request: HttpRequest, panel: int) -> HttpResponse:
    """What a saved panel would become, and the button that makes the draft."""
    panels = Panel.objects.exclude(name="").select_related("call", "target_set", "score_version")
    panel = get_object_or_404(panels, pk=panel)
    details, form = details_of(panel), form_of(request, DraftForm)
    if request.method == "POST":
        return done_or_back(request, form, lambda: _drafted(request, details, form))
    context = {
        "title": f"Make a release from “{panel}”",
        "call": panel.call,
        "panel": panel,
        "details": details,
        "standing": standing_of(details),
        "form": form,
        "unusual": _unusual(details),
        "seats": seats_of(panel.call),
        "open": Release.objects.filter(call=panel.call, status__in=OPEN_RELEASE).first(),
    }
    return staff_site.render(request, "selection/releases/release_make.html", context)


def _drafted(request: HttpRequest, details: PanelDetails, form: DraftForm) -> HttpResponse:
    panel = details.panel
    members = [each.application for each in details.members]
    release = draft_release(
        by=request.user,
        call=panel.call,
        panel=panel,
        reserves=reserves_for(panel, members, form.cleaned_data["reserves"]),
        reply_by=form.cleaned_data["reply_by"],
        despite=confirmed_in(request.POST),
    )
    messages.success(request, f"{str(release).capitalize()} is drafted. Nobody is told yet.")
    return redirect("staff:release-detail", release.pk)


def _unusual(details: PanelDetails) -> list[tuple[Application, Any]]:
    """What nobody confirmed when they came onto the board."""
    known = {each.application_id: set(each.despite) for each in people_of(details.panel)}
    people = {each.application.pk: each.application for each in details.members}
    found = unusual_of(list(people))
    new = [each for each in found if set(each.cautions) - known[each.application]]
    return [(people[each.application], each) for each in new]


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def release_add(request: HttpRequest) -> HttpResponse:
    """A later release that answers those who have no answer, without new members."""
    call = _call(request)
    try:
        release = draft_release(by=request.user, call=call, panel=None)
    except Refused as refused:
        say_refusal(request, refused)
        return redirect(in_call("release-list", call))
    messages.success(request, f"{str(release).capitalize()} is drafted. Nobody is told yet.")
    return redirect("staff:release-detail", release.pk)


def _call(request: HttpRequest) -> Call:
    call, _calls = selected_call(request.POST.get("call", ""))
    if call is None or not request.POST.get("call"):
        raise Http404
    return call
