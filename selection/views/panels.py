"""Saved panels: the list, saving one, two side by side, and the page to print about one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.form.queries.calls import selected_call
from applications.models import Call
from core import access_log
from core.actions import Refused
from core.kept_input import form_of, redirect_back
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from reviewers.scores_closed import closed_page
from selection.actions.panels import save_panel
from selection.board import board_of, people_of
from selection.briefing import briefing_of
from selection.comparison import compare
from selection.models import Panel, PanelPerson
from selection.panel_forms import CompareForm, SaveForm
from selection.panel_lines import lines_of
from selection.panels import comparable_panels, details_of, saved_panels
from selection.standing import fixed_in, standing_of


@staff_page(Permission.CHOOSE_MEMBERS)
@require_GET
def panel_list(request: HttpRequest) -> HttpResponse:
    """The saved panels of a call, the newest first, and two of them to compare."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Saved panels", "call": call, "calls": calls}
    if call:
        panels, board = saved_panels(call), board_of(call)
        context |= {"lines": lines_of(call, panels), "board": board}
        if len(panels) + bool(board.pk) > 1:
            context["form"] = _compare_form(comparable_panels(board, panels))
    return staff_site.render(request, "selection/panel_list.html", context)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def panel_save(request: HttpRequest) -> HttpResponse:
    """Save the panel on the board under a name."""
    call = _call(request)
    board = board_of(call)
    form = form_of(request, SaveForm, initial={"seen": board.version})
    if request.method == "POST" and (answer := _saved(request, call, form)):
        return answer
    details = details_of(board)
    context = {
        "title": "Save the panel on the board",
        "call": call,
        "details": details,
        "standing": standing_of(details),
        "form": form,
    }
    return staff_site.render(request, "selection/panel_save.html", context)


def _saved(request: HttpRequest, call: Call, form: SaveForm) -> HttpResponse:
    """Save it and redirect to the list, or back to what is wrong."""
    refused = None
    if form.is_valid():
        try:
            saved = save_panel(by=request.user, call=call, **form.cleaned_data)
            messages.success(request, f"“{saved}” is saved.")
            return redirect(in_call("panel-list", call))
        except Refused as refusal:
            refused = refusal
    return redirect_back(request, refused, to=in_call("panel-save", call))


@staff_page(Permission.CHOOSE_MEMBERS)
@require_GET
def panel_compare(request: HttpRequest) -> HttpResponse:
    """Two panels of a call side by side."""
    call, calls = selected_call(request.GET.get("call", ""))
    if closed := closed_page(request, "Compare two panels", call, calls):
        return closed
    context = {"title": "Compare two panels", "call": call, "calls": calls}
    if call:
        board = board_of(call)
        panels = comparable_panels(board, saved_panels(call))
        form = _compare_form(panels, request.GET)
        context["form"] = form
        if form.is_valid():
            by_id = {each.pk: each for each in panels}
            one, other = (by_id[form.cleaned_data[side]] for side in ("a", "b"))
            context |= _compared(board, one, other)
    return staff_site.render(request, "selection/panel_compare.html", context)


def _compared(board: Panel, one: Panel, other: Panel) -> dict[str, Any]:
    """Both panels, which locks each breaks, and whether it is on the board already."""
    found, fixed = compare(one, other), fixed_in(board.call)
    sits = set(people_of(board).values_list("application", flat=True))
    context: dict[str, Any] = {"found": found}
    for letter, side in (("a", found.a), ("b", found.b)):
        context[f"broken_{letter}"] = fixed.broken_by(side.panel, side.ids)
        context[f"is_{letter}_board"] = side.ids == sits
    return context


def _compare_form(panels: list[Panel], asked: QueryDict | None = None) -> CompareForm:
    """Bound where the address names a panel; else with the first two that differ."""
    if asked is not None and ("a" in asked or "b" in asked):
        return CompareForm(asked, panels=panels)
    sit: dict[int, set[int]] = {each.pk: set() for each in panels}
    people = PanelPerson.objects.filter(panel__in=panels)
    for panel, application in people.values_list("panel", "application"):
        sit[panel].add(application)
    one, *others = sit or [None]
    other = next((each for each in others if sit[each] != sit[one]), others[0] if others else None)
    return CompareForm(panels=panels, initial={"a": one, "b": other})


@staff_page(Permission.CHOOSE_MEMBERS)
@never_cache
@require_GET
def panel_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """One page to print about a panel, for the City's own use: each opening is on record."""
    panels = Panel.objects.select_related("call", "saved_by", "target_set", "score_version")
    panel = get_object_or_404(panels, pk=pk)
    title = f"Briefing: {panel.name or 'the panel on the board'}"
    if closed := closed_page(request, title, panel.call, []):
        return closed
    briefing = briefing_of(panel)
    access_log.record(
        by=request.user,
        what=AccessEvent.What.BRIEFING,
        query=f"call={panel.call.slug} panel={panel.pk} version={panel.version}",
        count=len(briefing.details.members),
    )
    context = {
        "title": title,
        "call": panel.call,
        "briefing": briefing,
        "details": briefing.details,
        "standing": standing_of(briefing.details),
        "panel": panel,
    }
    return staff_site.render(request, "selection/panel_brief.html", context)


def in_call(name: str, call: Call) -> str:
    """The address of a page about a call that its path does not name."""
    return f"{reverse(f'staff:{name}')}?{urlencode({'call': call.slug})}"


def _call(request: HttpRequest) -> Call:
    given = request.POST if request.method == "POST" else request.GET
    call, _calls = selected_call(given.get("call", ""))
    if call is None:
        raise Http404
    return call
