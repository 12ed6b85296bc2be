"""Coordinators' pages: the ranking, and what a score version is made of."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Call
from core.paging import is_number
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import Table, numbered_table
from reviewers import queries, results
from reviewers.actions.score_version import make_score_version
from reviewers.models import Disagreement, ScoreVersion
from reviewers.progress import reading_progress
from reviewers.readers import who_could_add_a_reading
from reviewers.scores_closed import closed_page
from reviewers.scoring import TO_TALK_ABOUT

RESULT_SORTS = {
    "place": ("-mean", "reference"),
    "reference": ("reference",),
    "reviews": ("reviews_submitted", "reference"),
}
RESULTS_ON_A_PAGE = 25  # each has a menu of all reviewers
DISAGREEMENT_SORTS = {"points": ("pk",)}  # as they are stored, the greatest first


@staff_page(Permission.ASSIGN_REVIEWS, label="Scores", is_of_call=True)
@require_GET
def result_list(request: HttpRequest) -> HttpResponse:
    """Every application by its place, with both scores; before there is a version, by its mean."""
    call, calls = selected_call(request.GET.get("call", ""))
    if closed := closed_page(request, "Scores", call, calls):
        return closed
    version = queries.latest_version(call) if call else None
    context = {
        "title": "Scores",
        "call": call,
        "calls": calls,
        "version": version,
        "is_live": version is None,
        "changes": results.changes_since(version) if version else [],
        "table": _results(request, call, version) if call else [],
        "progress": reading_progress(call) if call else None,
    }
    return staff_site.render(request, "reviewers/result_list.html", context)


def _results(request: HttpRequest, call: Call, version: ScoreVersion | None) -> Table:
    table = numbered_table(
        request,
        queries.ranked(call, version),
        sorts=RESULT_SORTS,
        first="place",
        query={"call": call.slug},
        size=RESULTS_ON_A_PAGE,
    )
    found = queries.results_of(call, table.rows, ranking=table.order, version=version)
    could = {} if version else who_could_add_a_reading(call, table.rows)
    rows = results.rows_of(found, version)
    return replace(
        table, rows=[replace(row, reviewers=could.get(row.application.pk, ())) for row in rows]
    )


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def version_make(request: HttpRequest) -> HttpResponse:
    """Compute all scores of a call again."""
    call, _calls = selected_call(request.POST.get("call", ""))
    if call is None:
        raise Http404
    seen = request.POST.get("seen", "")
    with refusal_as_message(request):
        version = make_score_version(
            by=request.user, call=call, seen=int(seen) if is_number(seen) else 0
        )
        messages.success(request, f"Version {version.number} of the scores is made.")
    return redirect(f"{reverse('staff:result-list')}?call={call.slug}")


@staff_page(Permission.ASSIGN_REVIEWS)
@require_GET
def version_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How a version came about: its rule, readers' levels, and what to talk about."""
    version = get_object_or_404(
        ScoreVersion.objects.select_related("call", "rubric", "made_by"),
        call__slug=slug,
        number=number,
    )
    title = f"Version {number} of the scores"
    if closed := closed_page(request, title, version.call, []):
        return closed
    found = Disagreement.objects.filter(version=version)
    table = numbered_table(
        request, found, sorts=DISAGREEMENT_SORTS, first="points", query={}, size=RESULTS_ON_A_PAGE
    )
    context = {
        "title": title,
        "version": version,
        "call": version.call,
        "back": f"{reverse('staff:result-list')}?call={slug}",
        "levels": results.levels_of(version),
        "apart": results.apart_of(version),
        "table": replace(table, rows=results.disagreements_of(table.rows)),
        "talk_about": TO_TALK_ABOUT,
        "versions": ScoreVersion.objects.filter(call=version.call).select_related("made_by"),
    }
    return staff_site.render(request, "reviewers/version_detail.html", context)
