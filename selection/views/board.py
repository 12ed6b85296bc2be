"""The board: targets, candidates, and what a move would change, on one page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.form.queries.calls import selected_call
from applications.models import Call
from core.models import User
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import newest_first, numbered_table
from reviewers.scores_closed import closed_page
from selection import board_log, candidate_rows, candidates
from selection.actions.visits import GONE, note_visit
from selection.asking import known_prices
from selection.board import BoardNow, board_now, board_of, moves_of, targets_in
from selection.board_log import Log
from selection.candidate_rows import Candidate
from selection.candidates import Tab
from selection.enums import Balance
from selection.forms import FindForm
from selection.lock_counts import against_targets
from selection.models import BoardMove, BoardVisit, Panel
from selection.outreach import outreach_of
from selection.proposal import Proposal, last_proposal
from selection.representation import TargetRow
from selection.snapshot import Snapshot, snapshot_of
from selection.tiles import tiles_of
from selection.verdict import current_run, newest_run, verdict_of
from selection.views import rail as beside

CANDIDATES_ON_A_PAGE = 16


@staff_page(Permission.CHOOSE_MEMBERS, label="Board", is_of_call=True)
@never_cache
@require_GET
def board_detail(request: HttpRequest) -> HttpResponse:
    """Seats and targets, candidates, and what the address opens beside them."""
    call, calls = selected_call(request.GET.get("call", ""))
    if closed := closed_page(request, "Board", call, calls):
        return closed
    context = {"title": "Board", "call": call, "calls": calls}
    if call:
        context |= _board(request, call)
    return staff_site.render(request, "selection/board_detail.html", context)


@staff_page(Permission.CHOOSE_MEMBERS)
@never_cache
@require_GET
def board_state(request: HttpRequest) -> HttpResponse:
    """Who else is here, which version the board has, and its newest run, for an open page."""
    call, _calls = selected_call(request.GET.get("call", ""))
    if call is None:
        raise Http404
    note_visit(by=request.user, call=call)
    last = moves_of(call).first()
    here = _here(call, request.user, board_of(call), last)
    return render(request, "selection/_here.html", {**here, "newest_run": newest_run(call)})


@staff_page(Permission.CHOOSE_MEMBERS)
@require_GET
def move_list(request: HttpRequest) -> HttpResponse:
    """All moves, locks and pairs of a call, the newest first."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "All moves", "call": call, "calls": calls}
    if call:
        context["table"] = newest_first(request, Log(call), keep=["call"])
    return staff_site.render(request, "selection/move_list.html", context)


def _here(call: Call, reader: User, panel: Panel, last_move: BoardMove | None) -> dict[str, Any]:
    others = BoardVisit.objects.filter(call=call, at__gt=timezone.now() - GONE)
    others = others.exclude(user=reader).select_related("user").order_by("user__name")
    people = [visit.user for visit in others]
    return {"call": call, "others": people, "last_move": last_move, "panel": panel}


def _board(request: HttpRequest, call: Call) -> dict[str, Any]:
    visit, newest, now = note_visit(by=request.user, call=call), newest_run(call), board_now(call)
    proposal, run, rail = last_proposal(call, now), current_run(call), beside.rail_of(request, now)
    table = (found := _found(request, now, proposal))["table"]
    nearly = candidates.nearly_in(now, proposal)
    looked_at = {*nearly, *now.tied, *(run.members if run else ())}
    snapshot = snapshot_of(now, {*table.rows, *rail.people}, proposal, looked_at)
    plan = beside.plan_in(rail, snapshot)
    turns = plan.turns if plan else {}
    moving = [*turns] if rail.name == "move" else []
    shown = [*moving, *table.rows, *now.barred, *beside.shown_in(rail, snapshot, plan)]
    found_rows = candidate_rows.rows_of(snapshot, list(dict.fromkeys(shown)), turns)
    rows = {row.application.pk: row for row in found_rows}
    opened = beside.context_of(request, rail, snapshot, plan, rows)
    rows = _with_exact(rows, proposal)  # what is open may just have asked for a price
    board, target = snapshot.representation, found["target"]
    log = _log(call, request.user)
    return {
        **found,
        "table": replace(table, rows=[rows[pk] for pk in dict.fromkeys([*moving, *table.rows])]),
        "snapshot": snapshot,
        "board": board,
        "proposal": proposal,
        "outreach": None if rail.name else outreach_of(board),
        "newest_run": newest,  # read first: what it becomes meanwhile, the open page asks about
        "verdict": verdict_of(now, run, snapshot.barred, request.user, snapshot.scores),
        "lock_clashes": against_targets(snapshot),
        "over": sum(row.balance == Balance.OVER for row in board.targets),
        "groups": _groups(snapshot),
        "seats": _seats(snapshot),
        "barred": [rows[pk] for pk in now.barred],
        "target_title": target and board.attributes.title_of(target),
        "tabs": _tabs(snapshot, nearly, found["tab"]),
        "tiles": tiles_of(board.supply, snapshot.able, [row.target for row in board.short]),
        **log,
        "caught_up_at": visit.caught_up_at,
        **_here(call, request.user, now.panel, next(iter(log["entries"]), None)),
        **opened,
        "row": rows.get(rail.application.pk) if rail.application else None,
    }


def _log(call: Call, reader: User) -> dict[str, Any]:
    """What was done last, and what the reader can take back at once."""
    return {
        "entries": board_log.last_of(call),
        "own_move": board_log.last_own_move(call, reader),
    }


def _with_exact(rows: Mapping[int, Candidate], proposal: Proposal | None) -> dict[int, Candidate]:
    """The rows with the prices that somebody asked for lately, while these hold."""
    if proposal is None or not proposal.is_current:
        return dict(rows)
    exact = known_prices(proposal.run, rows)
    return {pk: replace(row, exact=exact.get(pk)) for pk, row in rows.items()}


def _found(request: HttpRequest, now: BoardNow, proposal: Proposal | None) -> dict[str, Any]:
    """Which candidates the address lists; the rows of the table are numbers."""
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in Tab.values else Tab.ALL
    form = FindForm(request.GET)
    form.is_valid()
    targets = {str(each.pk): each for each in targets_in(now.targets)} if now.targets else {}
    words, target = form.words(), targets.get(request.GET.get("target", ""))
    listed = candidates.listed(now, tab, proposal)
    query = {"call": now.call.slug, "tab": tab.value, "q": words, "target": target and target.pk}
    table = numbered_table(
        request,
        candidates.found_by(now.call, listed, words, target),
        sorts=candidates.SORTS,
        first="-score",
        query={name: str(value) for name, value in query.items() if value},
        size=CANDIDATES_ON_A_PAGE,
    )
    return {
        "tab": tab,
        "form_find": form,
        "target": target,
        "is_filtered": bool(words or target),
        "table": table,
    }


def _tabs(snapshot: Snapshot, nearly: set[int], shown: Tab) -> list[tuple[Tab, int]]:
    """Each with how many it lists; without those that would be empty."""
    pool, barred = snapshot.representation.supply.pool, snapshot.barred.keys()
    counts = candidates.counts_of(snapshot.now, nearly, pool, barred)
    return [(tab, count) for tab, count in counts.items() if count or tab in (Tab.ALL, shown)]


def _groups(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The targets below their attribute, each with its cost; those that are not met first."""
    proposal = snapshot.proposal
    found = [
        {
            "attribute": attribute,
            "met": sum(row.balance == Balance.MET for row in rows),
            "rows": [
                (row, proposal and proposal.cost_of(row.target))
                for row in sorted(rows, key=_is_met)
            ],
        }
        for attribute, rows in snapshot.representation.by_attribute
    ]
    return sorted(found, key=lambda group: _is_met(group["rows"][0][0]))


def _is_met(row: TargetRow) -> bool:
    return row.balance == Balance.MET


def _seats(snapshot: Snapshot) -> list[str]:
    """How each seat is drawn: firm ones first, then close ones, empty ones last."""
    firm = sum(snapshot.is_firm(each) is not False for each in snapshot.able)
    close = len(snapshot.able) - firm
    return ["taken"] * firm + ["close"] * close + ["possible"] * max(0, snapshot.free)
