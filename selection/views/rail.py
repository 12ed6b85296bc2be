"""What stands open beside the candidates: a move, a lock, answers; as the address says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application
from core import access_log
from core.actions import ChangedMeanwhile
from core.kept_input import KeptInput, form_of, kept_of
from core.models import AccessEvent
from core.paging import is_number
from reviewers import blind, reviews
from reviewers.enums import UNDER_WAY
from selection import board_log
from selection.asking import price_of
from selection.board import BoardNow
from selection.candidate_rows import Candidate
from selection.enums import LockKind, PairKind
from selection.forms import LockForm, OwnUndoForm, ReasonForm
from selection.lock_counts import against_targets_with, never_beside
from selection.models import LARGE, Panel, Run
from selection.plans import (
    Asked,
    Plan,
    asked_by_hand,
    asked_to_put,
    asked_to_undo,
    plan_of,
    unusual_of,
)
from selection.rules import moved_by
from selection.snapshot import Snapshot

ABOUT_A_PERSON = ("move", "lock", "open")
NAMES = (*ABOUT_A_PERSON, "undo", "run", "panel")
NOBODY = "-"  # who makes room, where there is a free seat


@dataclass(frozen=True)
class Rail:
    """What an address opens: `name` is one of NAMES, "" for nothing."""

    name: str = ""
    key: str = ""
    other: str = ""
    way: str = ""  # "in" or "out", as a move was asked for: Back finds it made, and not its reverse
    application: Application | None = None
    partner: Application | None = None
    asked: Asked | None = None
    kept: KeptInput | None = None
    done: str = ""  # who has made the move that was asked for

    @property
    def people(self) -> list[int]:
        """Whom the page must know of beside those on the board."""
        named = [self.application.pk] if self.application else []
        partner = [self.partner.pk] if self.partner else []
        return [*named, *partner, *(self.asked.everybody if self.asked else ())]

    @property
    def address(self) -> str:
        """What the address says of it."""
        return (
            f"{self.mover_address}&{urlencode({'other': self.other})}"
            if self.other
            else (self.mover_address)
        )

    @property
    def mover_address(self) -> str:
        """The same without who makes room."""
        return urlencode({self.name: self.key, **({"way": self.way} if self.way else {})})


def rail_of(request: HttpRequest, now: BoardNow) -> Rail:
    """What this address opens. Http404 for somebody of another call."""
    name = next((each for each in NAMES if request.GET.get(each)), "")
    if not name:
        return Rail()
    key, other, way = request.GET[name], request.GET.get("other", ""), request.GET.get("way", "")
    application = partner = asked = None
    kept, done = kept_of(request), ""
    if name in ABOUT_A_PERSON:
        application = get_object_or_404(Application, call=now.call, reference=key)
        partner = Application.objects.filter(call=now.call, reference=other).first()
        done = _done_already(now, application, kept, way) if name == "move" else ""
        asked = asked_by_hand(now, application) if name == "move" and not done else None
    else:
        asked = _asked(now, name, key)
    return Rail(name, key, other, way, application, partner, asked, kept, done)


def _done_already(now: BoardNow, application: Application, kept: KeptInput | None, way: str) -> str:
    """Who made the very move that was asked for, and when; "" where nobody did."""
    done = "in" if application.pk in now.people else "out"
    sent = kept.data.getlist("into" if done == "in" else "out") if kept else ()
    if way != done and application.reference not in sent:
        return ""
    return moved_by(application)


def _asked(now: BoardNow, name: str, key: str) -> Asked | None:
    if not is_number(key):
        raise Http404
    if name == "undo":
        return asked_to_undo(now, int(key))
    if name == "run":
        runs = Run.objects.defer(*LARGE)
        return asked_to_put(now, get_object_or_404(runs, call=now.call, number=int(key)))
    saved = Panel.objects.exclude(name="")
    return asked_to_put(now, get_object_or_404(saved, call=now.call, pk=key))


def plan_in(rail: Rail, snapshot: Snapshot) -> Plan | None:
    """The change that is open; None where none is, or nothing is left of it."""
    if rail.asked is None:
        return None
    other = rail.partner and rail.partner.pk
    return plan_of(snapshot, rail.asked, other, is_alone=rail.other == NOBODY)


def shown_in(rail: Rail, snapshot: Snapshot, plan: Plan | None) -> list[int]:
    """Whose rows its templates need."""
    if plan:
        others = [each.application for each in plan.options if each.application is not None]
        return [*plan.into, *plan.out, *others]
    return [rail.application.pk] if rail.application else []


Rows = Mapping[int, Candidate]


def context_of(
    request: HttpRequest, rail: Rail, snapshot: Snapshot, plan: Plan | None, rows: Rows
) -> dict[str, Any]:
    """What the templates of the rail need; `rows` has those `shown_in` it."""
    if not rail.name:
        return {"rail": rail}
    about = {
        "move": _of_plan,
        "undo": _of_plan,
        "run": _of_plan,
        "panel": _of_plan,
        "lock": _of_lock,
        "open": _of_answers,
    }[rail.name](request, rail, snapshot, plan, rows)
    is_stale = bool(rail.kept and isinstance(rail.kept.refused, ChangedMeanwhile))
    return {"rail": rail, "stale": rail.kept.refused if is_stale else None, **about}


def _form(request: HttpRequest, rail: Rail, kind: type, snapshot: Snapshot) -> Any:
    form = form_of(request, kind, initial={"seen": snapshot.panel.version})
    if form.is_bound:
        form.follow()
        if rail.kept and isinstance(rail.kept.refused, ChangedMeanwhile):
            form.errors.pop("__all__", None)  # said above the move, with its sign
    return form


def _of_plan(
    request: HttpRequest, rail: Rail, snapshot: Snapshot, plan: Plan | None, rows: Rows
) -> dict[str, Any]:
    if plan is None:
        return {"plan": None}
    move = rail.asked.made if rail.name == "undo" else None
    kind = OwnUndoForm if move and move.by_id == request.user.pk else ReasonForm
    return {
        "plan": plan,
        "undoes": move and board_log.entry_of(move),
        "form": _form(request, rail, kind, snapshot),
        "into": [rows[pk] for pk in plan.into],
        "out": [rows[pk] for pk in plan.out],
        "first_options": [(rows.get(it.application), it) for it in plan.first_options],
        "more_options": [(rows.get(it.application), it) for it in plan.more_options],
        "chosen_option": _chosen(rail, plan),
        "comes": _comes(rail, plan),
        "unusual": [(rows[it.application], it) for it in unusual_of(plan.into)],
    }


def _chosen(rail: Rail, plan: Plan) -> int | None:
    """The other person of a move, None for nobody; 0, whom no option has, while that is open."""
    others = plan.out if _comes(rail, plan) else plan.into
    return 0 if plan.is_open else next(iter(others), None)


def _comes(rail: Rail, plan: Plan) -> bool:
    """Whether whoever the move is about comes in, so that the options leave."""
    return rail.asked is not None and rail.asked.mover in plan.into


def _of_lock(
    request: HttpRequest, rail: Rail, snapshot: Snapshot, plan: Plan | None, rows: Rows
) -> dict[str, Any]:
    row = rows[rail.application.pk]
    lift = "lift" if rail.kept and "lift" in rail.kept.data else "set"
    forms = {
        "set": LockForm(initial={"seen": snapshot.panel.version}, auto_id="lock-%s"),
        "lift": ReasonForm(initial={"seen": snapshot.panel.version}, auto_id="lift-%s"),
    }
    if rail.kept:
        forms[lift] = _form(request, rail, LockForm if lift == "set" else ReasonForm, snapshot)
    locked, pairs = row.lock is not None, PairKind.values
    return {
        "row": row,
        "form": forms[lift],
        "lock_form": forms["set"],
        "lock_choices": [
            each for each in forms["set"]["kind"] if not locked or each.data["value"] in pairs
        ],
        "others_named": [
            each.application.reference
            for pk, each in snapshot.people.items()
            if pk != row.application.pk
        ],
        "clashes": {
            kind.value: against_targets_with(snapshot, row.application.pk, kind)
            for kind in LockKind
        },
        "never_beside": never_beside(snapshot, row.application.pk),
        "lift_form": forms["lift"],
        "lifted": rail.kept.data.get("lift", "") if rail.kept else "",
    }


def _of_answers(
    request: HttpRequest, rail: Rail, snapshot: Snapshot, plan: Plan | None, rows: Rows
) -> dict[str, Any]:
    access_log.record(
        by=request.user,
        what=AccessEvent.What.ANSWERS,
        object_id=rail.application.pk,
        query="board",
    )
    row = rows[rail.application.pk]
    is_asked = "exact" in request.GET and snapshot.proposal is not None
    price = price_of(snapshot.proposal.run, rail.application) if is_asked else None
    others = [pk for pk in (*price.into, *price.out) if pk != rail.application.pk] if price else []
    known = Application.objects.in_bulk(others)
    opinions = reviews.opinions_of(rail.application, snapshot.version)
    own = [each for each in opinions if each.review.reviewer_id == request.user.pk]
    own_is_open = any(each.review.status in UNDER_WAY for each in own)
    return {
        "row": row,
        "is_exact_asked": is_asked,
        "exact": price,
        "exact_into": [known[pk] for pk in price.into if pk in known] if price else [],
        "exact_out": [known[pk] for pk in price.out if pk in known] if price else [],
        "read": blind.read(rail.application),
        "opinions": [] if own_is_open else [each for each in opinions if each.total is not None],
        "own_is_open": own_is_open,
    }
