"""Staff pages: the targets of a call, their versions, and how they are set."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from applications.form.queries.calls import selected_call
from applications.models import Call
from core import access_log, kept_input
from core.actions import Refused
from core.models import AccessEvent
from core.paging import is_number
from core.permissions import Permission
from core.refusals import add_refusal
from core.staff_site import staff_page, staff_site
from selection.actions.targets import Wanted, save_targets
from selection.attributes import attributes_of
from selection.board import current_targets
from selection.models import TargetSet
from selection.outreach import outreach_of
from selection.report_only import reports_of
from selection.representation import representation_of
from selection.target_changes import changes_between, versions_of
from selection.target_forms import (
    TargetEditor,
    attributes_to_add,
    put_suggestions,
)
from selection.typed_targets import number_in, put_row, typed_from


@staff_page(Permission.CHOOSE_MEMBERS)
@require_GET
def target_list(request: HttpRequest) -> HttpResponse:
    """The targets with how many can be chosen for each, and every version; `version`: an older one.

    With `counts`, also how many gave which about-you answer; opening these is logged.
    """
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Targets", "call": call, "calls": calls}
    if call:
        versions = list(call.target_sets.select_related("made_by").order_by("-number"))
        shown = _version(versions, request.GET.get("version", ""))
        board = representation_of(call, shown)
        is_opened = "counts" in request.GET
        sensitive = reports_of(call, are_sensitive=True)
        if is_opened and sensitive:
            what = AccessEvent.What.ABOUT_YOU
            access_log.record(by=request.user, what=what, query="totals", count=board.supply.pool)
        context |= {
            "board": board,
            "lacking": [row for row in board.targets if row.lacking],
            "shown": shown,
            "is_newest": not versions or shown == versions[0],
            "versions": versions,
            "outreach": outreach_of(board),
            "reports": reports_of(call, are_sensitive=False),
            "sensitive": sensitive,
            "is_opened": is_opened,
        }
    return staff_site.render(request, "selection/target_list.html", context)


def _version(versions: list[TargetSet], number: str) -> TargetSet | None:
    """The one with this number, by default the newest. Http404 for one that there is not."""
    if not number:
        return max(versions, key=lambda each: each.number, default=None)
    found = [each for each in versions if is_number(number) and each.number == int(number)]
    if not found:
        raise Http404
    return found[0]


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: HttpRequest) -> HttpResponse:
    """Set the targets, as a new version; adding and suggesting rows lead back to the page.

    It begins with the newest, or with an earlier `version` to go back to.
    """
    call, _ = selected_call(request.GET.get("call", ""))
    if call is None:
        raise Http404
    if request.method == "POST":
        return _posted(request, call)
    kept = kept_input.kept_of(request)
    if kept is None:
        newest = current_targets(call)
        begins = _version(list(call.target_sets.all()), request.GET.get("version", "")) or newest
        typed = typed_from(begins, call, newest.number if newest else 0)
        if "suggest" in request.GET:
            put_suggestions(typed, TargetEditor(call, typed))
        return _page(request, call, TargetEditor(call, typed))
    editor = TargetEditor(call, kept.data, is_checked=_is_saving(kept.data))
    if _is_saving(kept.data):
        editor.is_valid()
    if kept.refused:
        add_refusal(kept.refused, editor.form)
    return _page(request, call, editor)


def _is_saving(typed: QueryDict) -> bool:
    return typed.get("do", "save") == "save"


def _posted(request: HttpRequest, call: Call) -> HttpResponse:
    typed = request.POST.copy()
    if not _is_saving(typed):
        return _keep(request, call, typed, anchor=_changed(call, typed))
    editor, refused = TargetEditor(call, typed, is_checked=True), None
    if editor.is_valid():
        try:
            made = _save(request, call, editor)
        except Refused as error:
            refused = error
        else:
            messages.success(request, f"Version {made.number} of the targets is saved.")
            return redirect(f"{reverse('staff:target-list')}?call={call.slug}")
    return _keep(request, call, typed, refused)


def _changed(call: Call, typed: QueryDict) -> str:
    """Add a row, open one, or suggest figures; returns where on the page to look."""
    editor = TargetEditor(call, typed)
    what, _, key = typed["do"].partition("-")
    if what == "open" and key in typed.getlist("row"):
        typed.appendlist("open", key)
        return f"row-{key}"
    if typed["do"] == "suggest":
        return "targets" if put_suggestions(typed, editor) else ""
    offered = dict(attributes_to_add(editor))
    attribute = typed.get("attribute", "")
    if is_number(attribute) and int(attribute) in offered:
        return f"row-{put_row(typed, int(attribute))}"
    return ""


def _save(request: HttpRequest, call: Call, editor: TargetEditor) -> TargetSet:
    given = editor.form.cleaned_data
    return save_targets(
        by=request.user,
        call=call,
        seen=given["seen"],
        seats_least=given["seats_least"],
        seats_most=given["seats_most"],
        wanted=[
            Wanted(
                row.attribute,
                row.cleaned_data["values"],
                row.cleaned_data["minimum"],
                row.cleaned_data["maximum"],
                row.cleaned_data["source"],
                row.cleaned_data["is_negated"],
            )
            for row in editor.kept_rows
        ],
        reason=given.get("reason", ""),
    )


def _keep(
    request: HttpRequest,
    call: Call,
    typed: QueryDict,
    refused: Refused | None = None,
    *,
    anchor: str = "",
) -> HttpResponse:
    """Back to the page with what was typed; where that is too much for a session, the page."""
    key = uuid.uuid4()
    if kept_input.keep(request.session, key, typed, refused):
        address = urlencode({"call": call.slug, kept_input.IN_ADDRESS: key})
        return redirect(f"{request.path}?{address}{anchor and '#' + anchor}")
    editor = TargetEditor(call, typed, is_checked=_is_saving(typed))
    if _is_saving(typed):
        editor.is_valid()
    return _page(request, call, editor)


def _page(request: HttpRequest, call: Call, editor: TargetEditor) -> HttpResponse:
    context = {
        "title": "Change targets" if editor.last else "Set targets",
        "call": call,
        "editor": editor,
        "form": editor.form,
        "offered": attributes_to_add(editor),
        "has_errors": editor.has_errors,
        "theirs": _theirs(call, editor) if editor.is_stale else [],
    }
    return staff_site.render(request, "selection/target_edit.html", context)


def _theirs(call: Call, editor: TargetEditor) -> list[str]:
    """What others changed of the targets since the version that somebody began with."""
    sets = {each.number: each for each in versions_of(call)}
    before = sets.get(number_in(editor.typed.get("seen", "")))
    return changes_between(before, sets[editor.last.number], attributes_of(call))
