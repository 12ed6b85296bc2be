"""Coordinators' pages that set up a call's scoring: its criteria and the ranking rule."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused
from core.permissions import Permission
from core.refusals import add_refusal, refusal_as_message
from core.staff_site import staff_page, staff_site
from reviewers import phases, queries
from reviewers.actions.rubric import (
    add_criterion,
    change_criterion,
    fix_ranking_rule,
    remove_criterion,
)
from reviewers.actions.rubric_version import (
    adopt_rubric_version,
    ask_for_rubric_version,
    begin_rubric_version,
    drop_rubric_version,
)
from reviewers.enums import CriterionKind
from reviewers.models import Criterion, RankingRule, Rubric
from reviewers.rubric_change import RubricChange, change_to, differences, digest_of, moves_of
from reviewers.setup_forms import CriterionForm, RankingForm, VersionForm

MOVES_SHOWN = 10


@staff_page(Permission.CONFIGURE_CALLS)
@require_GET
def rubric_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The criteria that readers score by, a version in preparation, and the ranking rule."""
    call = get_object_or_404(Call, slug=slug)
    rubric = queries.rubric_of(call)
    opened = call.rubrics.filter(frozen_at=None).select_related("asked_by").first()
    is_new = opened is not None and opened != rubric
    shown = opened or rubric
    criteria = list(queries.criteria_of(shown)) if shown else []
    versions = call.rubrics.filter(frozen_at__isnull=False).select_related("made_by", "approved_by")
    context = {
        "title": "Criteria and ranking",
        "call": call,
        "rubric": rubric,
        "opened": opened,
        "change": change_to(opened) if is_new else None,
        "criteria": criteria,
        "most": sum(each.weight * each.max_points for each in criteria),
        "versions": _with_differences(versions.order_by("number")),
        "rule": RankingRule.objects.filter(call=call).select_related("fixed_by").first(),
        "phases": phases.timeline_of(call),
        "version_form": VersionForm(),
    }
    if is_new:
        context |= _preview(context["change"])
    return staff_site.render(request, "reviewers/rubric_detail.html", context)


def _with_differences(versions: Iterable[Rubric]) -> list[tuple[Rubric, list[str]]]:
    """Each version with what it changed, the first one first."""
    versions = list(versions)
    pairs = zip([None, *versions], versions, strict=False)
    return [(new, differences(old, new) if old else []) for old, new in pairs]


def _preview(change: RubricChange) -> dict[str, Any]:
    """What putting a version in force means, before it is done."""
    moves = moves_of(change)
    return {
        "differences": differences(change.old, change.new),
        "moves": moves[:MOVES_SHOWN],
        "moving": len(moves),
        "seen": digest_of(change.new),
    }


@staff_page(Permission.CONFIGURE_CALLS)
def criterion_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new criterion, or with ?kind=note a new note."""
    call = get_object_or_404(Call, slug=slug)
    kind = CriterionKind.NOTE if request.GET.get("kind") == "note" else CriterionKind.SCORED
    form = CriterionForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            add_criterion(by=request.user, call=call, values=form.values())
        except Refused as refused:
            add_refusal(refused, form)
        else:
            return redirect("staff:rubric-detail", slug)
    title = "New note" if kind == CriterionKind.NOTE else "New criterion"
    return _form_page(request, call, title, form)


@staff_page(Permission.CONFIGURE_CALLS)
def criterion_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a criterion of a rubric that is not frozen."""
    criterion = _criterion(slug, pk)
    call = criterion.rubric.call
    form = CriterionForm(request.POST or None, kind=criterion.kind, criterion=criterion)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            change_criterion(
                by=request.user,
                criterion=criterion,
                values=form.values(),
                seen=form.cleaned_data["seen"],
            )
        except ChangedMeanwhile as changed:
            form.follow(criterion)
            add_refusal(changed, form)
            status = 409
        except Refused as refused:
            add_refusal(refused, form)
        else:
            return redirect("staff:rubric-detail", slug)
    return _form_page(request, call, criterion.title, form, criterion=criterion, status=status)


def _criterion(slug: str, pk: int) -> Criterion:
    criteria = Criterion.objects.select_related("rubric__call").prefetch_related("steps")
    return get_object_or_404(criteria, pk=pk, rubric__call__slug=slug)


def _form_page(
    request: HttpRequest,
    call: Call,
    title: str,
    form: CriterionForm | RankingForm,
    *,
    criterion: Criterion | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"title": title, "call": call, "form": form, "criterion": criterion}
    return staff_site.render(request, "reviewers/rubric_form.html", context, status=status)


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def criterion_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a criterion of a rubric that is not frozen."""
    criterion = _criterion(slug, pk)
    with refusal_as_message(request):
        remove_criterion(by=request.user, criterion=criterion)
        messages.success(request, f"“{criterion.title}” is removed.")
    return redirect("staff:rubric-detail", slug)


@staff_page(Permission.CONFIGURE_CALLS)
def ranking_fix(request: HttpRequest, slug: str) -> HttpResponse:
    """Fix which score ranks, and the fewest readings, before the first score."""
    call = get_object_or_404(Call, slug=slug)
    rule = RankingRule.objects.filter(call=call).first() or RankingRule(call=call)
    form = RankingForm(request.POST or None, rule=rule)
    if request.method == "POST" and form.is_valid():
        try:
            fix_ranking_rule(by=request.user, call=call, **form.cleaned_data)
        except Refused as refused:
            add_refusal(refused, form)
        else:
            messages.success(request, "Fixed. Readers can score once a phase lets them.")
            return redirect("staff:rubric-detail", slug)
    return _form_page(request, call, "How results are ranked", form)


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def rubric_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new version of frozen criteria, for a reason."""
    call = get_object_or_404(Call, slug=slug)
    form = VersionForm(request.POST)
    if form.is_valid():
        with refusal_as_message(request):
            reason = form.cleaned_data["reason"]
            version = begin_rubric_version(by=request.user, call=call, reason=reason)
            if version.reason != reason:
                messages.info(request, _begun_before(version))
    else:
        messages.error(request, "Say why the criteria change.")
    return redirect("staff:rubric-detail", slug)


def _begun_before(version: Rubric) -> str:
    began = date_format(timezone.localtime(version.made_at), "F j, P")
    return (
        f"{version.made_by} began version {version.number} on {began} already. Your reason now"
        " stands beside the one given then."
    )


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def rubric_adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the new version in force or ask for it; the page said which reviews that touches."""
    call, seen = get_object_or_404(Call, slug=slug), request.POST.get("seen")
    with refusal_as_message(request):
        if "ask" in request.POST:
            new = ask_for_rubric_version(by=request.user, call=call, seen=seen)
            messages.success(
                request, f"Another coordinator now finds version {new.number} on Today."
            )
            return redirect("staff:rubric-detail", slug)
        change = adopt_rubric_version(by=request.user, call=call, seen=seen)
        again = change.submitted if change.opens_again else 0
        messages.success(
            request, f"Version {change.new.number} is in force. Reviews opened again: {again}."
        )
    return redirect("staff:rubric-detail", slug)


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def rubric_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Drop the version in preparation."""
    call = get_object_or_404(Call, slug=slug)
    with refusal_as_message(request):
        drop_rubric_version(by=request.user, call=call)
        messages.success(request, "The new version is dropped. The criteria stand as they were.")
    return redirect("staff:rubric-detail", slug)
