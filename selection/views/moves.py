"""What is posted from the board: moves, undoing and locks."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from core.actions import ChangedMeanwhile, Refused
from core.kept_input import IN_ADDRESS, keep
from core.paging import is_number
from core.permissions import Permission
from core.staff_site import staff_page
from selection.actions import locks, moves
from selection.actions.visits import note_visit
from selection.board import board_of, on_the_board, people_of, pool_of
from selection.candidates import with_reference
from selection.enums import LockKind
from selection.forms import LockForm, OwnUndoForm, ReasonForm
from selection.models import Apart, BoardMove, Lock, Panel, Run
from selection.rules import moved_by
from selection.views.rail import NAMES, NOBODY

Given = Mapping[str, Any]


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def board_move(request: HttpRequest) -> HttpResponse:
    """Take people in and off by hand."""
    call = _call(request)
    into, out = (_people(request, call, way) for way in ("into", "out"))
    if "show" in request.POST:
        return _shown(request, call)

    def do(given: Given) -> str:
        if _is_of_another(request):
            _refuse_other_choice(request, call)
        moves.move(by=request.user, call=call, into=into, out=out, **_confirmed(request), **given)
        came = [f"{each} is on the board." for each in into]
        return " ".join([*came, *(f"{each} is off the board." for each in out)])

    return _done(request, call, ReasonForm, do)


def _is_of_another(request: HttpRequest) -> bool:
    """Whether somebody else makes room than the preview has; a person who moves, moves alone."""
    chosen, sent = request.POST.get("other"), request.POST
    mover = QueryDict(sent.get("rail", "")).get("move")
    shown = {*sent.getlist("into"), *sent.getlist("out")} - {mover} or {NOBODY}
    return bool(chosen) and chosen not in shown


def _refuse_other_choice(request: HttpRequest, call: Call) -> None:
    """Raise Refused; ChangedMeanwhile where whoever was chosen was moved by somebody else."""
    other = Application.objects.filter(call=call, reference=request.POST["other"]).first()
    mover = QueryDict(request.POST.get("rail", "")).get("move")
    is_to_leave = mover in request.POST.getlist("into")
    if other and people_of(board_of(call)).filter(application=other).exists() != is_to_leave:
        raise ChangedMeanwhile(f"Your move was not made. {moved_by(other)} Choose somebody else.")
    words = "The preview is for somebody else; look again. It shows your choice now."
    raise Refused(words, "not_shown")


def _shown(request: HttpRequest, call: Call) -> HttpResponse:
    """The preview of whoever was chosen, without a script; a reason that was typed stays."""
    if request.POST.get("reason", "").strip():
        return _back(request, call)
    asked = QueryDict(request.POST.get("rail", ""))
    rail = {"move": asked.get("move", ""), "way": asked.get("way", "")}
    rail["other"] = request.POST.get("other", "")
    return redirect(f"{_address(request, call)}&{urlencode(rail)}#move")


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def board_undo(request: HttpRequest) -> HttpResponse:
    """Take a move back."""
    call, number = _call(request), request.POST.get("undo", "")
    if not is_number(number):
        raise Http404
    made = get_object_or_404(BoardMove, panel__call=call, panel__name="", number=number)

    def do(given: Given) -> str:
        moves.undo_move(by=request.user, made=made, **_confirmed(request), **given)
        return "The move is undone."

    kind = OwnUndoForm if made.by == request.user else ReasonForm
    return _done(request, call, kind, do)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def board_put(request: HttpRequest) -> HttpResponse:
    """Put a proposal or a saved panel on the board, in the place of those who are there."""
    call = _call(request)
    number, saved = (request.POST.get(name, "") for name in ("run", "panel"))
    if not is_number(number or saved):
        raise Http404
    if number:
        run = get_object_or_404(Run, call=call, number=number)
        members = run.people.filter(is_member=True).values("application")
        people = list(pool_of(call).filter(pk__in=members))
        put, source = moves.put_proposal, {"run": run, "people": people}
    else:
        panels = Panel.objects.exclude(name="")
        put, source = moves.put_saved, {"saved": get_object_or_404(panels, call=call, pk=saved)}

    def do(given: Given) -> str:
        put(by=request.user, **source, **_confirmed(request), **given)
        return "These people are on the board now."

    return _done(request, call, ReasonForm, do)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def board_lock(request: HttpRequest) -> HttpResponse:
    """Lock somebody in or out, or keep two apart."""
    call = _call(request)
    application = get_object_or_404(Application, call=call, reference=request.POST.get("lock", ""))

    def do(given: Given) -> str:
        kind, reason = given["kind"], given["reason"]
        if kind in LockKind.values:
            locks.set_lock(
                by=request.user, application=application, kind=LockKind(kind), reason=reason
            )
            return f"{application}: {LockKind(kind).label}."
        other = _named(call, given["other"])
        locks.keep_apart(by=request.user, one=application, other=other, kind=kind, reason=reason)
        both = on_the_board(call).filter(application__in=[application, other]).count() == 2
        now = " Both are on the board: take one off, or propose again." if both else ""
        return f"Of {application} and {other} at most one sits.{now}"

    return _done(request, call, LockForm, do)


def _named(call: Call, written: str) -> Application:
    """By a reference as one writes it, or its end alone: "cfr 8arr ay4y", "ay4y"."""
    found = with_reference(call, written)
    if len(found) > 1:
        raise Refused("Several references end so. Give more of it.", "ambiguous", field="other")
    if not found:
        raise Refused("Nobody of this call has that reference.", "unknown", field="other")
    return found[0]


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def board_unlock(request: HttpRequest) -> HttpResponse:
    """Take a lock off, or let two people sit together again."""
    call = _call(request)
    what, _, number = request.POST.get("lift", "").partition("-")
    if what not in ("lock", "pair") or not is_number(number):
        raise Http404
    if what == "lock":
        found = get_object_or_404(Lock, application__call=call, pk=number)
        lift, row = locks.lift_lock, {"lock": found}
    else:
        found = get_object_or_404(Apart, first__call=call, pk=number)
        lift, row = locks.lift_apart, {"apart": found}

    def do(given: Given) -> str:
        lift(by=request.user, reason=given["reason"], **row)
        return "The lock is off." if what == "lock" else "They may sit together again."

    return _done(request, call, ReasonForm, do)


def _done(
    request: HttpRequest, call: Call, kind: type[forms.Form], do: Callable[[Given], str]
) -> HttpResponse:
    """Do it, and back to the list; refused, back to what was open, with all that was typed."""
    form = kind(request.POST)
    if not form.is_valid():
        return _back(request, call)
    try:
        words = do(form.cleaned_data)
    except Refused as refused:
        return _back(request, call, refused)
    note_visit(by=request.user, call=call, is_caught_up=True)
    messages.success(request, words)
    return redirect(f"{_address(request, call)}#{request.POST.get('anchor') or 'candidates'}")


def _back(request: HttpRequest, call: Call, refused: Refused | None = None) -> HttpResponse:
    key = uuid.uuid4()
    keep(request.session, key, request.POST, refused)
    asked = QueryDict(request.POST.get("rail", ""))
    rail = {name: asked[name] for name in (*NAMES, "other", "way") if name in asked}
    if rail.get("move") and request.POST.get("other"):
        rail["other"] = request.POST["other"]
    return redirect(f"{_address(request, call)}&{urlencode({**rail, IN_ADDRESS: key})}#move")


def _address(request: HttpRequest, call: Call) -> str:
    """The board with the list that was on it."""
    listed = QueryDict(request.POST.get("list", ""), mutable=True)
    listed["call"] = call.slug
    for name in (*NAMES, "other", "way", IN_ADDRESS):
        listed.pop(name, None)
    return f"{reverse('staff:board-detail')}?{listed.urlencode()}"


def _call(request: HttpRequest) -> Call:
    call, _calls = selected_call(request.POST.get("call", ""))
    if call is None or not request.POST.get("call"):
        raise Http404
    return call


def _people(request: HttpRequest, call: Call, way: str) -> list[Application]:
    references = request.POST.getlist(way)
    return list(Application.objects.filter(call=call, reference__in=references))


def _confirmed(request: HttpRequest) -> dict[str, dict[int, list[str]]]:
    return {"despite": confirmed_in(request.POST)}


def confirmed_in(posted: QueryDict) -> dict[int, list[str]]:
    """What is unusual about each and was on the page, as `despite` of an action."""
    given: dict[str, list[str]] = {}
    for each in posted.getlist("despite"):
        reference, _, caution = each.partition(":")
        given.setdefault(reference, []).append(caution)
    known = Application.objects.filter(reference__in=given).values_list("reference", "pk")
    return {pk: given[reference] for reference, pk in known}
