"""Staff pages: the files of a call, and what became of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.imports import queries
from applications.imports.actions.bring_in import start_import
from applications.imports.actions.match import judge_again
from applications.imports.actions.take_in import drop_batch, take_in_file
from applications.imports.actions.undo import start_undoing
from applications.imports.forms.upload import UploadForm
from applications.imports.receipts import receipts_of
from applications.imports.sums import sum_of
from applications.imports.underway import underway
from applications.imports.views.shown import (
    MOST_LISTED,
    batch_or_404,
    preview,
    result,
    start_form,
    undo_form,
)
from applications.models import Call, ImportBatch
from core import uploads
from core.actions import Refused
from core.kept_input import done_or_back
from core.paging import is_number
from core.permissions import Permission
from core.refusals import refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import short_table

SORTS = {
    "file": lambda batch: batch.file_name,
    "status": lambda batch: batch.status,
    "uploaded": lambda batch: batch.uploaded_at,
    "brought": lambda batch: batch.brought_in,
}
JUDGED_AGAIN = (
    "The rows were judged again: people applied or withdrew, or the call changed meanwhile. Some "
    "rows are something else now."
)
LOOKS_AGAIN = 3  # seconds until a page about work under way is loaded again


@staff_page(Permission.IMPORT_APPLICATIONS, label="Imports", is_of_call=True)
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
        "underway": underway(call) if call else [],
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
            if same := queries.same_file(call, form.digest):
                return redirect("staff:import-detail", same.pk)
        else:
            return redirect("staff:import-match", batch.pk)
    for error in form.errors.get("file", ()):
        messages.error(request, error)
    return redirect(f"{reverse('staff:import-list')}?call={call.slug}")


@staff_page(Permission.IMPORT_APPLICATIONS)
@never_cache
@require_GET
def import_detail(request: HttpRequest, batch: int) -> HttpResponse:
    """Its rows before they are brought in, how far that is, or what came of it.

    Rows that wait are judged again first, if anything else happened that they depend on.
    """
    found = batch_or_404(batch)
    if found.is_waiting:
        if not found.is_judged:
            return redirect("staff:import-match", batch)
        if judge_again(by=request.user, batch=found):
            messages.info(request, JUDGED_AGAIN)
            found.refresh_from_db()
        return staff_site.render(
            request, "applications/imports/import_preview.html", preview(request, found)
        )
    if found.is_at_work:
        context = {
            "title": found.file_name,
            "batch": found,
            "progress": found.progress,
            "receipts": receipts_of(found),
            "sum": sum_of(found),
        }
        answer = staff_site.render(request, "applications/imports/import_progress.html", context)
        answer.headers["Refresh"] = str(LOOKS_AGAIN)
        return answer
    context = result(request, found)
    return staff_site.render(request, "applications/imports/import_result.html", context)


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_start(request: HttpRequest, batch: int) -> HttpResponse:
    """Ask the worker to bring the rows in."""
    found = batch_or_404(batch)
    is_changed = judge_again(by=request.user, batch=found)
    found.refresh_from_db()
    form = start_form(request, found)
    if is_changed and not form.is_valid():  # else the action says so
        messages.info(request, JUDGED_AGAIN)

    def start() -> HttpResponse:
        seen, asked = form.cleaned_data["seen"], form.asked()
        start_import(by=request.user, batch=found, seen=seen, asked=asked)
        return redirect("staff:import-detail", batch)

    page = reverse("staff:import-detail", args=[batch])
    return done_or_back(request, form, start, to=page, name="start")


@staff_page(Permission.IMPORT_APPLICATIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_drop(request: HttpRequest, batch: int) -> HttpResponse:
    """Ask once, then delete the rows of a file that is not brought in.

    The address may name the file that it was dropped for: one with the same headings.
    """
    found = batch_or_404(batch)
    key = request.GET.get("for", "")
    newer = queries.batches_of(found.call).filter(pk=key).first() if is_number(key) else None
    back = reverse("staff:import-detail", args=[(newer or found).pk])
    if request.method == "POST":
        with refusal_as_message(request):
            drop_batch(by=request.user, batch=found)
            messages.success(request, f"{found.file_name} is dropped, and its rows are deleted.")
            files = f"{reverse('staff:import-list')}?call={found.call.slug}"
            return redirect(back if newer else files)
        return redirect("staff:import-detail", batch)
    if not found.is_waiting:
        return redirect("staff:import-detail", batch)
    context = {
        "title": "Drop this file?",
        "batch": found,
        "rows": queries.rows_below(found).count(),
        "back": back,
    }
    return staff_site.render(request, "applications/imports/import_drop.html", context)


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_undo(request: HttpRequest, batch: int) -> HttpResponse:
    """Ask the worker to take back all that the file brought in."""
    found = batch_or_404(batch)
    form = undo_form(request, found)

    def start() -> HttpResponse:
        said = form.cleaned_data
        start_undoing(
            by=request.user,
            batch=found,
            reason=said["undo_reason"],
            keeps_dependents=said["keeps_dependents"],
            tells_them=said["tells_them"],
        )
        return redirect("staff:import-detail", batch)

    page = reverse("staff:import-detail", args=[batch])
    return done_or_back(request, form, start, to=page, name="undo")
