"""Staff pages: check a paper entry against the paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.form.queries.sent import answers_as_sent
from applications.form.views.answer_summary import lines_of
from applications.models import Application, PaperEntry
from applications.models.draft import ABOUT_YOU
from applications.paper import queries as desk
from applications.paper.actions.check import check_paper
from applications.paper.forms.desk import CheckForm
from applications.paper.forms.paper import PaperForm, Section, looks_wrong
from core import access_log, kept_input
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import short_table

KEPT_APART = (ABOUT_YOU,)  # no clerk sees saved about-you answers
MOST_LISTED = 100
SORTS = {
    "reference": attrgetter("revision.application.reference"),
    "came": attrgetter("revision.application.channel"),
    "by": attrgetter("entered_by.name"),
    "entered": attrgetter("entered_at"),
    "found": attrgetter("checked_at"),
}


@dataclass(frozen=True)
class TypedPart:
    """One part of an entry; `answers` are (number, label, lines, was left empty)."""

    number: int
    title: str
    answers: list[tuple[int, str, list[str], bool]]


@staff_page(Permission.ENTER_PAPER)
@require_GET
def paper_check_list(request: HttpRequest) -> HttpResponse:
    """Entries to check, and entries with differences, without names."""
    context = {
        "title": "Papers to check",
        "to_check": short_table(
            request,
            desk.papers_to_check(request.user)[:MOST_LISTED],
            sorts=SORTS,
            keep=["correct-sort"],
        ),
        "to_correct": short_table(
            request,
            desk.papers_to_correct()[:MOST_LISTED],
            sorts=SORTS,
            name="correct",
            keep=["sort"],
        ),
    }
    return staff_site.render(request, "applications/paper/paper_check_list.html", context)


@staff_page(Permission.ENTER_PAPER)
@never_cache
def paper_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Compare an entry with the scan or the paper; without about-you answers."""
    entry = opened(request, reference)
    form = kept_input.form_of(request, CheckForm, initial={"seen": entry.pk})
    if request.method == "POST":
        return kept_input.done_or_back(request, form, lambda: _checked(request, entry, form))
    context = {
        "title": "Compare with the paper",
        "entry": entry,
        "application": entry.revision.application,
        "parts": _typed_parts(entry),
        "pages": desk.scanned_pages(entry.revision.application_id),
        "is_own": entry.entered_by_id == request.user.pk,
        "form": form,
    }
    return staff_site.render(request, "applications/paper/paper_check.html", context)


def opened(request: HttpRequest, reference: str) -> PaperEntry:
    """The latest entry; opening it is logged."""
    entry = desk.newest_paper(get_object_or_404(Application, reference=reference))
    if entry is None:
        raise Http404
    access_log.record(
        by=request.user,
        what=AccessEvent.What.PAPER_ENTRY,
        object_id=entry.revision.application_id,
    )
    return entry


def _checked(request: HttpRequest, entry: PaperEntry, form: CheckForm) -> HttpResponse:
    """Note what was found; to the correction if there are differences and the entry is current."""
    application, differences = entry.revision.application, form.cleaned_data["differences"]
    # The entry that was shown to the checker, not one entered since.
    seen = get_object_or_404(
        PaperEntry, pk=form.cleaned_data["seen"], revision__application=application
    )
    check_paper(by=request.user, paper_entry=seen, differences=differences)
    words = "differs from the paper" if differences else "agrees with the paper"
    messages.success(request, f"{application.reference} {words}.")
    if differences and entry.revision.is_current:
        return redirect("staff:paper-correct", application.reference)
    return redirect("staff:paper-check-list")


def _typed_parts(entry: PaperEntry) -> list[TypedPart]:
    """All answers of an entry with the paper's numbers, empty ones included."""
    form = PaperForm(call=entry.revision.application.call, without=KEPT_APART)
    typed = initial_values(entry)
    return [
        _typed_part(section, typed[section.form.prefix], entry.revision.left_empty)
        for section in form.sections
    ]


def _typed_part(
    section: Section, typed: Mapping[str, Any], left_empty: Collection[str]
) -> TypedPart:
    part = section.form
    answers = [
        (
            part.numbers[name],
            str(field.label),
            lines_of(field, typed.get(name)),
            part.add_prefix(name) in left_empty,
        )
        for name, field in part.fields.items()
    ]
    return TypedPart(section.number, str(section.title), answers)


def initial_values(entry: PaperEntry) -> dict[str, Any]:
    """Initial values of the form that corrects this entry."""
    revision = entry.revision
    answers = answers_as_sent(revision)
    received_at = timezone.localtime(revision.received_at)
    return {
        **answers,
        "declaration": {
            **answers["declaration"],
            "agrees": "declaration-agrees" not in revision.left_empty,
        },
        "envelope": {
            "channel": revision.application.channel,
            "received_on": received_at.date(),
            "received_time": received_at.time() if entry.has_time else None,
            "postmarked_on": entry.postmarked_on,
            "receiver": entry.receiver,
            "language": revision.language,
            "signature_seen": entry.signature_seen,
        },
        **({} if entry.signature_seen else {PaperForm.UNSIGNED: "1"}),
        PaperForm.ZIP_CODE: answers["home"]["zip_code"],
        PaperForm.LEFT_EMPTY: revision.left_empty,
        PaperForm.AS_WRITTEN: looks_wrong(revision.application.call, answers["contact"]),
    }
