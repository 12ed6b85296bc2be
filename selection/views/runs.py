"""Proposals: ask for one, see how it goes, read its proof, take its pack, and see what would do."""

import json
from subprocess import TimeoutExpired

from django.contrib import messages
from django.db.models import F, Func, IntegerField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Call
from core import access_log
from core.actions import ChangedMeanwhile, Refused
from core.kept_input import form_of, kept_of, redirect_back
from core.models import AccessEvent
from core.paging import Rows
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import newest_first, short_table
from reviewers.scores_closed import closed_page
from selection.actions.relaxations import choose_relaxation
from selection.actions.runs import ask_for_proposal, cancel_run
from selection.board import Seats, barred_among, board_now
from selection.changes import changes_since, older_than
from selection.enums import RunKind, RunStatus
from selection.forms import RelaxForm
from selection.found import is_whole
from selection.impossible import Impossible
from selection.models import LARGE, Run
from selection.proofs import Proof, refusal_of
from selection.verdict import current_run, unscored_beside, verdict_of
from selection.ways import Ways

ASKED = ("seats", "lock_in", "lock_out", "apart")  # of a request, that its page shows
MEMBER_SORTS = {
    name: (lambda row, name=name: getattr(row, name) or 0)
    for name in ("reference", "score", "price", "firmness")
}


def _proposals() -> QuerySet[Run]:
    return Run.objects.filter(kind=RunKind.PROPOSE).select_related(
        "call", "asked_by", "cancelled_by", "score_version__made_by", "target_set__made_by"
    )


def _board(call: Call) -> HttpResponse:
    return redirect(f"{reverse('staff:board-detail')}?call={call.slug}#verdict")


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def run_ask(request: HttpRequest) -> HttpResponse:
    """Propose the best panel for what stands now."""
    call = get_object_or_404(Call, slug=request.POST.get("call", ""))
    with refusal_as_message(request):
        ask_for_proposal(by=request.user, call=call)
    return _board(call)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def run_cancel(request: HttpRequest, run: int) -> HttpResponse:
    """Stop a proposal, or the working out of its costs and firmness."""
    found = get_object_or_404(Run.objects.defer(*LARGE).select_related("call"), pk=run)
    cancel_run(by=request.user, run=found)
    return _board(found.call)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_GET
def run_state(request: HttpRequest) -> HttpResponse:
    """The verdict alone, for the board to show again by itself."""
    call, _ = selected_call(request.GET.get("call", ""))
    if call is None:
        raise Http404
    now, last = board_now(call), current_run(call)
    barred = barred_among(last.members) if last else ()
    context = {"verdict": verdict_of(now, last, barred, request.user), "call": call}
    return render(request, "selection/_verdict.html", context)


@staff_page(Permission.READ_HISTORY, label="Proposals")
@require_GET
def run_list(request: HttpRequest) -> HttpResponse:
    """Every proposal of every call, for whoever looks back."""
    table = newest_first(request, Rows(_proposals().defer(*LARGE)))
    return staff_site.render(
        request, "selection/run_list.html", {"title": "Proposals", "table": table}
    )


@staff_page(Permission.READ_PROOFS)
@require_GET
def run_detail(request: HttpRequest, run: int) -> HttpResponse:
    """What a proposal was asked, what it found, and what is proved of that."""
    asked = {f"asked_{name}": F(f"request__{name}") for name in ASKED}
    people = Func("request__people", function="jsonb_array_length", output_field=IntegerField())
    proposals = _proposals().defer("request").annotate(people_asked_about=people, **asked)
    found = get_object_or_404(proposals, pk=run)
    title = f"Proposal {found.number}"
    if closed := closed_page(request, title, found.call, []):
        return closed
    proof = Proof(found) if found.result else None
    access_log.record(
        by=request.user, what=AccessEvent.What.PROOF, query=f"proposal {found.number}"
    )
    context = {
        "title": title,
        "run": found,
        "call": found.call,
        "proof": proof,
        "is_whole": is_whole(found),
        "seats": Seats(*found.asked_seats).in_words,
        "locked": len(found.asked_lock_in) + len(found.asked_lock_out),
        "members": proof and short_table(request, proof.members, sorts=MEMBER_SORTS),
        "others": _proposals().filter(call=found.call).exclude(pk=run).defer(*LARGE)[:20],
    }
    return staff_site.render(request, "selection/run_detail.html", context)


def _answered(run: int) -> Run:
    """A proposal that has an answer to check, of which nobody was erased."""
    found = get_object_or_404(_proposals().exclude(proof=None), pk=run)
    if not is_whole(found):
        raise Http404
    return found


@staff_page(Permission.READ_PROOFS)
@require_POST
def run_check(request: HttpRequest, run: int) -> HttpResponse:
    """Check the proof with the published checker, and say what it says."""
    found = _answered(run)
    try:
        refusal = refusal_of(Proof(found).pack)
    except TimeoutExpired:
        messages.error(request, "The check took too long. Take the pack and check it yourself.")
    else:
        if refusal:
            messages.error(request, refusal)
        else:
            words = "Checked just now with whole numbers alone: every rule, the total and the proof"
            messages.success(request, f"{words} are right.")
    return redirect("staff:run-detail", run)


@staff_page(Permission.READ_PROOFS)
@require_POST
def run_pack(request: HttpRequest, run: int) -> HttpResponse:
    """The pack as a file, for whoever checks it elsewhere; each copy is on record."""
    found = _answered(run)
    pack = json.dumps(Proof(found).pack, ensure_ascii=False, indent=1)
    access_log.record(
        by=request.user,
        what=AccessEvent.What.PROOF,
        query=f"pack of proposal {found.number}, {found.digest[:12]}",
        count=len(found.request["people"]),
    )
    response = HttpResponse(f"{pack}\n", content_type="application/json")
    name = f"pack-{found.call.slug}-{found.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def run_relax(request: HttpRequest, run: int) -> HttpResponse:
    """Why the targets cannot all be met, and what would do; one way is chosen with a reason."""
    found = get_object_or_404(_proposals().filter(status=RunStatus.IMPOSSIBLE), pk=run)
    rows = {row.option: row for row in found.relaxations.select_related("chosen_by", "run")}
    form = form_of(request, RelaxForm, ways=list(rows))
    if request.method == "POST":
        refused: Refused | None = None
        if form.is_valid():
            try:
                way = rows[form.cleaned_data["way"]]
                way.run = found
                choose_relaxation(by=request.user, way=way, reason=form.cleaned_data["reason"])
            except Refused as caught:
                refused = caught
            else:
                messages.success(request, "The targets are changed, and a new proposal runs.")
                return _board(found.call)
        return redirect_back(request, refused)
    impossible = Impossible(found)
    ways = Ways(impossible)
    chosen = next((row for row in rows.values() if row.chosen_at), None)
    older = "" if chosen else older_than(changes_since(found, board_now(found.call), ()))
    context = {
        "title": "The targets cannot all be met",
        "call": found.call,
        "run": found,
        "why": impossible,
        "unscored": unscored_beside(found),
        "ways": ways.of_targets,
        "locks": ways.locks,
        "chosen": chosen,
        "older_than": older,
        "can_choose": not (chosen or older),
        "picked": str(form["way"].value() or ""),
        "form": form,
    }
    kept = kept_of(request)
    status = 409 if kept and isinstance(kept.refused, ChangedMeanwhile) else 200
    return staff_site.render(request, "selection/run_relax.html", context, status=status)
