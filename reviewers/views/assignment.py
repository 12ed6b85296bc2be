"""Coordinators' pages that give out readings: propose, look, change by hand, adopt."""

import secrets
from dataclasses import replace

from django.contrib import messages
from django.contrib.messages.constants import INFO
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from core.actions import ChangedMeanwhile, Refused
from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.refusals import refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import numbered_table
from reviewers import assigning, pool, progress, queries
from reviewers.actions.assignment import (
    adjust_assignment,
    adopt_assignment,
    drop_assignment,
    propose_assignment,
)
from reviewers.coordinator_forms import AdjustForm, ProposeForm
from reviewers.models import AssignmentRun
from reviewers.readers import who_could_add_a_reading, who_could_read
from reviewers.reviews import reasons_of
from reviewers.unmet import unmet_in_words
from reviewers.views.readers import asked_call, to

SORTS = {"reference": ("reference",)}
LACKING_SORTS = {"lacks": ("lacks", "reference"), "reference": ("reference",)}
ON_A_PAGE = 25
CHANGED = "changed"  # in the address: only applications whose readers change
COMPLETE = (
    "Every reading has its reader. To even out loads, let work that nobody has opened be shared out"
    " anew."
)


@staff_page(Permission.ASSIGN_REVIEWS)
def assignment_propose(request: HttpRequest) -> HttpResponse:
    """Ask the solver who reads what; nothing is given out yet."""
    if request.method == "POST":
        call = asked_call(request)
        form = ProposeForm(request.POST)
        if form.is_valid():
            try:
                return redirect("staff:assignment-detail", _proposed(request, call, form).pk)
            except Refused as refused:
                say_refusal(request, refused)
        return to("assignment-propose", call)
    call, calls = selected_call(request.GET.get("call", ""))
    runs = AssignmentRun.objects.filter(call=call).select_related("proposed_by", "adopted_by")
    context = {
        "title": "Assignment",
        "call": call,
        "calls": calls,
        "form": ProposeForm(),
        "runs": runs.order_by("-pk").defer("proposal", "unmet")[:ON_A_PAGE],
        "rule": queries.rule_of(call) if call else None,
    }
    return staff_site.render(request, "reviewers/assignment_propose.html", context)


def _proposed(request: HttpRequest, call: Call, form: ProposeForm) -> AssignmentRun:
    work, seed = pool.pool_of(call, **form.cleaned_data), secrets.token_hex(8)
    if not any(reader.cap for reader in work.readers):
        raise Refused("First add readers. Nobody could read anything yet.", "no_readers")
    if work.is_complete:
        raise Refused(COMPLETE, "complete", level=INFO)
    answer = pool.solved(work, seed)
    return propose_assignment(by=request.user, call=call, pool=work, seed=seed, answer=answer)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_GET
def assignment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal: shares of readers, what cannot be met, and each application with its readers."""
    run = get_object_or_404(
        AssignmentRun.objects.select_related("call", "proposed_by", "adopted_by"), pk=pk
    )
    changes = assigning.changes_of(run)
    everything = assigning.applications_of(run, changes)
    changed = assigning.applications_of(run, changes, only_changed=True)
    is_less = request.GET.get("show") == CHANGED
    table = numbered_table(
        request,
        changed if is_less else everything,
        sorts=SORTS,
        first="reference",
        query={"show": CHANGED} if is_less else {},
        size=ON_A_PAGE,
    )
    context = {
        "title": "Adopted assignment" if run.adopted_at else "Proposed assignment",
        "run": run,
        "call": run.call,
        "shares": assigning.shares_of(run, changes),
        "unmet": unmet_in_words(run.unmet),
        "apart": assigning.apart_of(changes),
        "moving": len(changes.gone),
        "moves": assigning.moves_in_words(changes),
        "is_open": run.adopted_at is None,
        "is_less": is_less,
        "in_all": everything.count(),
        "changing": changed.count(),
        "table": replace(table, rows=assigning.proposed_of(run, changes, table.rows)),
    }
    if run.adopted_at is None:
        context |= {"changed": pool.changed_since(run), "barred": assigning.barred_in(run)}
    return staff_site.render(request, "reviewers/assignment_detail.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
def assignment_adjust(request: HttpRequest, pk: int, reference: str) -> HttpResponse:
    """Change by hand who reads one application, before the proposal is adopted."""
    run = get_object_or_404(AssignmentRun.objects.select_related("call"), pk=pk)
    application = get_object_or_404(
        Application.objects.select_related("call"), reference=reference, call=run.call
    )
    changes = assigning.changes_of(run)
    (now,) = assigning.proposed_of(run, changes, [application.pk])
    form = form_of(
        request,
        AdjustForm,
        among=who_could_read(application, now.stay),
        shares={share.user.pk: share for share in assigning.shares_of(run, changes)},
        initial={"readers": now.new},
    )

    def adjust() -> HttpResponse:
        adjust_assignment(
            by=request.user,
            run=run,
            application=application,
            readers=list(form.cleaned_data["readers"]),
            above_limit=form.cleaned_data.get("above_limit", False),
        )
        messages.success(request, f"{reference}: changed in this proposal.")
        return redirect("staff:assignment-detail", run.pk)

    if request.method == "POST":
        return done_or_back(request, form, adjust)
    context = {
        "title": f"Readers of {reference}",
        "run": run,
        "call": run.call,
        "application": application,
        "now": now,
        "wanted": queries.readings_wanted(application),
        "form": form,
    }
    return staff_site.render(request, "reviewers/assignment_adjust.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def assignment_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out what is proposed."""
    run = get_object_or_404(AssignmentRun.objects.select_related("call"), pk=pk)
    try:
        run = adopt_assignment(
            by=request.user,
            run=run,
            despite=request.POST.getlist("despite"),
            moves_are_confirmed="moves" in request.POST,
        )
    except ChangedMeanwhile as changed:
        say_refusal(request, changed)
        return to("assignment-propose", run.call)
    except Refused as refused:
        say_refusal(request, refused)
        return redirect("staff:assignment-detail", pk)
    messages.success(request, f"{run.reviews.count()} more readings have their readers now.")
    return to("reader-list", run.call)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def assignment_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a proposal that nobody wants."""
    run = get_object_or_404(AssignmentRun.objects.select_related("call"), pk=pk)
    with refusal_as_message(request):
        drop_assignment(by=request.user, run=run)
        messages.success(request, "The proposal is deleted. Nobody’s work has changed.")
    return to("assignment-propose", run.call)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_GET
def lacking_list(request: HttpRequest) -> HttpResponse:
    """Applications that have fewer readers than wanted."""
    call, calls = selected_call(request.GET.get("call", ""))
    table = []
    if call:
        found = progress.lacking(call)
        table = numbered_table(
            request,
            found,
            sorts=LACKING_SORTS,
            first="-lacks",
            query={"call": call.slug},
            size=ON_A_PAGE,
        )
        rows = found.in_bulk(table.rows)
        could = who_could_add_a_reading(call, table.rows)
        why = reasons_of(table.rows)
        shown = [(rows[pk], could[pk], why.get(pk)) for pk in table.rows if pk in rows]
        table = replace(table, rows=shown)
    context = {
        "title": "Readings that lack a reader",
        "call": call,
        "calls": calls,
        "table": table,
        "apart": assigning.apart_now(call) if call else "",
    }
    return staff_site.render(request, "reviewers/lacking_list.html", context)
