"""Staff pages: the files of a call, and what became of one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applications.enums import ImportStatus, RowVerdict
from applications.form import site_cache
from applications.form.queries.calls import selected_call
from applications.imports import queries
from applications.imports.actions.bring_in import start_import, start_undoing
from applications.imports.actions.match import judge_again
from applications.imports.actions.take_in import drop_batch, take_in_file
from applications.imports.forms.matching import MeaningsForm
from applications.imports.forms.upload import StartForm, UndoForm, UploadForm
from applications.imports.judging import RowReader
from applications.imports.moments import NoMoment, received
from applications.imports.targets import RECEIVED, targets_of
from applications.models import Call, ImportBatch, WaitingRow
from core import access_log, uploads
from core.actions import Refused
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import long_table, short_table

SORTS = {
    "file": lambda batch: batch.file_name,
    "status": lambda batch: batch.status,
    "uploaded": lambda batch: batch.uploaded_at,
    "brought": lambda batch: batch.brought_in,
}
TROUBLE_FIRST = {"trouble": ("weight", "number")}
LOOKS_AGAIN = 3  # seconds until a page about work under way is loaded again
MOST_LISTED = 500
_NAMES = ("contact-chosen_name", "contact-full_name", "contact-email")


@staff_page(Permission.IMPORT_APPLICATIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """The files of a call, the newest first; upload one."""
    call, calls = selected_call(request.GET.get("call", ""))
    if request.method == "POST" and call is not None and call.has_opened:
        return _upload(request, call)
    found = queries.batches_of(call) if call else ImportBatch.objects.none()
    context = {
        "title": "Bring applications in",
        "call": call,
        "calls": calls,
        "form": UploadForm(),
        "table": short_table(request, list(found[:MOST_LISTED]), sorts=SORTS, keep=["call"]),
    }
    return staff_site.render(request, "applications/imports/import_list.html", context)


def _upload(request: HttpRequest, call: Call) -> HttpResponse:
    """Take in what was uploaded; what is wrong with it is said on the next page."""
    form = UploadForm(request.POST, request.FILES, dropped=uploads.why_dropped(request))
    if form.is_valid():
        try:
            batch = take_in_file(
                by=request.user,
                call=call,
                file_name=form.file_name,
                digest=form.digest,
                sheets=form.sheets,
            )
        except Refused as refused:
            say_refusal(request, refused)
        else:
            return redirect("staff:import-match", batch.pk)
    for error in form.errors.get("file", ()):
        messages.error(request, error)
    return redirect(f"{reverse('staff:import-list')}?call={call.slug}")


@staff_page(Permission.IMPORT_APPLICATIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_detail(request: HttpRequest, batch: int) -> HttpResponse:
    """Its rows before they are brought in, how far that is, or what came of it.

    A post judges the rows again.
    """
    found = batch_or_404(batch)
    if request.method == "POST":
        with refusal_as_message(request):
            judge_again(by=request.user, batch=found)
            messages.success(request, "The rows are judged again.")
        return redirect("staff:import-detail", batch)
    if found.is_waiting:
        if not found.is_judged:
            return redirect("staff:import-match", batch)
        return staff_site.render(
            request, "applications/imports/import_preview.html", _preview(request, found)
        )
    if found.is_at_work:
        context = {"title": found.file_name, "batch": found, "progress": found.progress}
        answer = staff_site.render(request, "applications/imports/import_progress.html", context)
        answer.headers["Refresh"] = str(LOOKS_AGAIN)
        return answer
    context = {
        "title": found.file_name,
        "batch": found,
        "came_in": queries.came_in(found)[:MOST_LISTED],
        "form": form_of(request, UndoForm, "undo"),
    }
    if found.status == ImportStatus.DONE:
        context["dependents"] = queries.dependents(found)
    return staff_site.render(request, "applications/imports/import_result.html", context)


def _preview(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """Counts first, then what its values mean, then the rows, troubles first."""
    counts = queries.verdicts(batch)
    rows = queries.rows_below(batch)
    show = request.GET.get("show", "")
    if show in RowVerdict.values:
        rows = rows.filter(verdict=show)
    table = long_table(
        request, rows, sorts=TROUBLE_FIRST, first="trouble", query={"show": show} if show else {}
    )
    access_log.record(
        by=request.user,
        what=AccessEvent.What.FILE_TO_IMPORT,
        query=f"file={batch.pk}",
        count=len(table),
    )
    coming = sum(count for verdict, count in counts if verdict.comes_in)
    late = dict(counts).get(RowVerdict.LATE, 0)
    return {
        "title": batch.file_name,
        "batch": batch,
        "counts": counts,
        "never_answered": RowReader(batch, site_cache.published(batch.call.slug)).never_answered,
        "rows": sum(count for _verdict, count in counts),
        "coming": coming,
        "late": late,
        "out": sum(count for verdict, count in counts if not verdict.comes_in),
        "show": show,
        "table": table,
        "people": [(row, *_who(batch, row)) for row in table],
        "start": form_of(request, StartForm, "start", initial={"seen": batch.version}),
        "meanings": meanings_form(request, batch),
    }


def _who(batch: ImportBatch, row: WaitingRow) -> tuple[str, str, datetime | None, bool]:
    """Name and time of a row as the file has them, that time as read, and if it is a day alone."""
    cells: dict[str, list[str]] = {}
    for place, key in sorted(batch.columns.items(), key=lambda each: int(each[0])):
        cells.setdefault(key, []).extend(filter(None, row.cells[int(place) : int(place) + 1]))
    name = next((" ".join(cells[key]) for key in _NAMES if cells.get(key)), "")
    written = " ".join(cells.get(RECEIVED, []))
    try:
        moment, has_time = received(written, batch.date_order, batch.zone)
    except NoMoment:
        return name, written, None, False
    return name, written, moment if has_time else None, not has_time


def meanings_form(request: HttpRequest, batch: ImportBatch) -> MeaningsForm:
    """The lists for values that are none of the choices."""
    return form_of(
        request,
        MeaningsForm,
        "meanings",
        initial={"seen": batch.version},
        unknown=queries.unknown_values(batch),
        targets=targets_of(site_cache.published(batch.call.slug)),
    )


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_start(request: HttpRequest, batch: int) -> HttpResponse:
    """Ask the worker to bring the rows in."""
    found = batch_or_404(batch)
    form = StartForm(request.POST, initial={"seen": found.version})

    def start() -> HttpResponse:
        start_import(by=request.user, batch=found, **form.cleaned_data)
        return redirect("staff:import-detail", batch)

    page = reverse("staff:import-detail", args=[batch])
    return done_or_back(request, form, start, to=page, name="start")


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_drop(request: HttpRequest, batch: int) -> HttpResponse:
    """Delete the rows of a file that is not brought in."""
    found = batch_or_404(batch)
    with refusal_as_message(request):
        drop_batch(by=request.user, batch=found)
        messages.success(request, f"{found.file_name} is dropped, and its rows are deleted.")
        return redirect(f"{reverse('staff:import-list')}?call={found.call.slug}")
    return redirect("staff:import-detail", batch)


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_undo(request: HttpRequest, batch: int) -> HttpResponse:
    """Ask the worker to take back all that the file brought in."""
    found = batch_or_404(batch)
    form = UndoForm(request.POST)

    def start() -> HttpResponse:
        start_undoing(by=request.user, batch=found, reason=form.cleaned_data["undo_reason"])
        return redirect("staff:import-detail", batch)

    page = reverse("staff:import-detail", args=[batch])
    return done_or_back(request, form, start, to=page, name="undo")


def batch_or_404(pk: int) -> ImportBatch:
    """The file with this number, with who did what to it."""
    people = ("uploaded_by", "started_by", "undone_by")
    return get_object_or_404(ImportBatch.objects.select_related("call", "progress", *people), pk=pk)
