"""Coordinators' pages that give out readings: propose, look, change by hand, adopt."""

import secrets
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from applications.form.queries import eligible_applications
from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from core.actions import ChangedMeanwhile, Refused
from core.permissions import Permission
from core.refusals import add_refusal, refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import numbered_table
from reviewers import assigning, pool, queries, reader_progress
from reviewers.actions.assignment import (
    adjust_assignment,
    adopt_assignment,
    drop_assignment,
    propose_assignment,
    want_readings,
)
from reviewers.coordinator_forms import AdjustForm, ProposeForm, WantedForm
from reviewers.forms import AssignForm
from reviewers.models import AssignmentRun
from reviewers.readers import who_could_read
from reviewers.views.readers import asked_call, to

SORTS = {"reference": ("reference",)}
LACKING_SORTS = {"lacks": ("lacks", "reference"), "reference": ("reference",)}
ON_A_PAGE = 25


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
        "progress": reader_progress.progress_of(call) if call else None,
    }
    return staff_site.render(request, "reviewers/assignment_propose.html", context)


def _proposed(request: HttpRequest, call: Call, form: ProposeForm) -> AssignmentRun:
    role = form.cleaned_data["role"]
    work, seed = pool.pool_of(call, role=role), secrets.token_hex(8)
    if not any(reader.cap for reader in work.readers):
        raise Refused("First add readers. Nobody could read anything yet.", "no_readers")
    answer = pool.solved(work, seed)
    return propose_assignment(
        by=request.user, call=call, pool=work, seed=seed, answer=answer, role=role
    )


@staff_page(Permission.ASSIGN_REVIEWS)
@require_GET
def assignment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal: shares of readers, what cannot be met, and each application with its readers."""
    run = get_object_or_404(
        AssignmentRun.objects.select_related("call", "proposed_by", "adopted_by"), pk=pk
    )
    table = numbered_table(
        request,
        eligible_applications().filter(call=run.call),
        sorts=SORTS,
        first="reference",
        query={},
        size=ON_A_PAGE,
    )
    context = {
        "title": "Adopted assignment" if run.adopted_at else "Proposed assignment",
        "run": run,
        "call": run.call,
        "shares": assigning.shares_of(run),
        "unmet": assigning.unmet_in_words(run.unmet),
        "apart": assigning.apart_of(run),
        "is_open": run.adopted_at is None,
        "changed": pool.changed_since(run) if run.adopted_at is None else [],
        "table": replace(table, rows=assigning.proposed_of(run, table.rows)),
    }
    return staff_site.render(request, "reviewers/assignment_detail.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
def assignment_adjust(request: HttpRequest, pk: int, reference: str) -> HttpResponse:
    """Change by hand who reads one application, before the proposal is adopted."""
    run = get_object_or_404(AssignmentRun.objects.select_related("call"), pk=pk)
    application = get_object_or_404(
        Application.objects.select_related("call"), reference=reference, call=run.call
    )
    (now,) = assigning.proposed_of(run, [application.pk])
    among = who_could_read(application, now.stays)
    form = AdjustForm(request.POST or None, among=among, initial={"readers": now.new})
    if request.method == "POST" and form.is_valid():
        try:
            adjust_assignment(
                by=request.user,
                run=run,
                application=application,
                readers=list(form.cleaned_data["readers"]),
            )
        except Refused as refused:
            add_refusal(refused, form)
        else:
            messages.success(request, f"{reference}: changed in this proposal.")
            return redirect("staff:assignment-detail", run.pk)
    context = {
        "title": f"Readers of {reference}",
        "run": run,
        "call": run.call,
        "application": application,
        "now": now,
        "form": form,
    }
    return staff_site.render(request, "reviewers/assignment_adjust.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def assignment_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out what is proposed."""
    run = get_object_or_404(AssignmentRun.objects.select_related("call"), pk=pk)
    try:
        run = adopt_assignment(by=request.user, run=run, despite=request.POST.getlist("despite"))
    except ChangedMeanwhile as changed:
        say_refusal(request, changed)
        return to("assignment-propose", run.call)
    except Refused as refused:
        say_refusal(request, refused)
        return redirect("staff:assignment-detail", pk)
    messages.success(request, f"{run.reviews.count()} readings have their readers now.")
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
        found = reader_progress.lacking(call)
        table = numbered_table(
            request,
            found,
            sorts=LACKING_SORTS,
            first="-lacks",
            query={"call": call.slug},
            size=ON_A_PAGE,
        )
        rows = found.in_bulk(table.rows)
        table = replace(table, rows=[rows[pk] for pk in table.rows if pk in rows])
    context = {
        "title": "Readings that lack a reader",
        "call": call,
        "calls": calls,
        "table": table,
        "assign_form": AssignForm(),
        "apart": assigning.apart_now(call) if call else "",
    }
    return staff_site.render(request, "reviewers/lacking_list.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def readings_want(request: HttpRequest, reference: str) -> HttpResponse:
    """Want more readings of one application."""
    application = get_object_or_404(Application, reference=reference)
    form = WantedForm(request.POST)
    if form.is_valid():
        with refusal_as_message(request):
            want_readings(by=request.user, application=application, **form.cleaned_data)
            messages.success(request, "Noted. The next assignment gives it that many readers.")
    else:
        messages.error(request, "Say how many readings, from 1 to 20, and why.")
    return redirect("staff:application-reviews", reference)
