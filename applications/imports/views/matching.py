"""Staff pages: which sheet is read, what its columns fill, and what its values mean."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applications.form import site_cache
from applications.imports import queries
from applications.imports.actions.match import Columns, match_choices, match_columns
from applications.imports.actions.take_in import choose_sheet
from applications.imports.forms.matching import ColumnsForm
from applications.imports.forms.upload import ReadingForm, SheetForm
from applications.imports.moments import orders_in
from applications.imports.read_as import READS
from applications.imports.sums import sum_of
from applications.imports.targets import RECEIVED, targets_of
from applications.imports.views.shown import batch_or_404, languages_form, meanings_form
from applications.models import ImportBatch
from core import access_log
from core.kept_input import done_or_back, form_of, kept_of, redirect_back
from core.models import AccessEvent
from core.permissions import Permission
from core.reading.days import need_an_order
from core.reading.limits import column_letter
from core.staff_site import staff_page, staff_site


@staff_page(Permission.IMPORT_APPLICATIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_match(request: HttpRequest, batch: int) -> HttpResponse:
    """What each column fills, with examples, guessed and to be changed."""
    found = batch_or_404(batch)
    if not found.is_waiting:
        return redirect("staff:import-detail", batch)
    columns = _columns_form(request, found)
    fills = columns.fills() if columns.is_bound and not columns.full_clean() else found.columns
    needs_order = _needs_order(found, fills)
    how = form_of(request, ReadingForm, needs_order=needs_order, initial=_initial(found))
    if request.method == "POST":
        return _matched(request, found, columns, how)
    sheet = form_of(request, SheetForm, "sheet", batch=found)
    examples = queries.examples_in(found)
    access_log.record(
        by=request.user, what=AccessEvent.What.FILE_TO_IMPORT, query=f"file={found.pk}"
    )
    context = {
        "title": found.file_name,
        "batch": found,
        "how": how,
        "sheet": sheet,
        "sheet_is_clear": len(found.sheets) == 1 and found.header_row == 1 and not sheet.errors,
        "asks_order": needs_order,
        "is_known": queries.recipe_of(found) is not None,
        "wrong": [form for form in (sheet, columns, how) if form.errors],
        "columns": [
            (column_letter(place), heading, examples[place], columns[f"column_{place}"])
            for place, heading in enumerate(found.headings)
        ],
        "is_in": len(queries.brought_in_before(found)),
        "undone": queries.undone_before(found),
        "sum": sum_of(found),
        "others": queries.others_waiting(found),
        "unmatched": len(found.headings) - len(found.columns),
    }
    return staff_site.render(request, "applications/imports/import_match.html", context)


def _columns_form(request: HttpRequest, batch: ImportBatch) -> ColumnsForm:
    """As it was posted or led back; what an action refuses stands at the other form alone."""
    kept = kept_of(request)
    return ColumnsForm(
        request.POST if request.method == "POST" else kept and kept.data,
        headings=batch.headings,
        columns=batch.columns,
        targets=targets_of(site_cache.published(batch.call.slug)),
    )


def _initial(batch: ImportBatch) -> dict[str, Any]:
    """How the file is read so far; where its days can be read in one way only, that is known."""
    order = batch.date_order
    times = _times(batch, batch.columns)
    if not order and len(possible := orders_in(times)) == 1:
        (order,) = possible
    zone = batch.zone
    return {
        "seen": batch.version,
        "zone": zone,
        "date_order": order,
        "language": batch.language,
    }


def _times(batch: ImportBatch, columns: dict[str, str]) -> list[str]:
    place = next((int(place) for place, key in columns.items() if key == RECEIVED), None)
    return [] if place is None else queries.column_values(batch, place)


def _needs_order(batch: ImportBatch, columns: dict[str, str]) -> bool:
    return need_an_order(_times(batch, columns))


def _matched(
    request: HttpRequest, batch: ImportBatch, columns: ColumnsForm, how: ReadingForm
) -> HttpResponse:
    """Judge all rows by these columns, or lead back."""
    if not columns.is_valid():
        return redirect_back(request)

    def match() -> HttpResponse:
        given = how.cleaned_data
        chosen = Columns(columns.fills(), given["date_order"], given["zone"], given["language"])
        match_columns(by=request.user, batch=batch, seen=given["seen"], columns=chosen)
        return redirect("staff:import-detail", batch.pk)

    return done_or_back(request, how, match)


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_sheet(request: HttpRequest, batch: int) -> HttpResponse:
    """Read another sheet, or take another row for the headings."""
    found = batch_or_404(batch)
    form = SheetForm(request.POST, batch=found)
    page = reverse("staff:import-match", args=[batch])

    def choose() -> HttpResponse:
        choose_sheet(by=request.user, batch=found, **form.cleaned_data)
        messages.success(request, "The headings are read anew. Look through the columns once more.")
        return redirect(page)

    return done_or_back(request, form, choose, to=page, name="sheet")


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_choices(request: HttpRequest, batch: int) -> HttpResponse:
    """Say what values mean that are none of the choices."""
    found = batch_or_404(batch)
    form = meanings_form(request, found)

    def match() -> HttpResponse:
        seen, said = form.cleaned_data["seen"], form.said()
        match_choices(by=request.user, batch=found, seen=seen, meanings=said)
        messages.success(request, "The rows are judged again.")
        return redirect("staff:import-detail", batch)

    page = reverse("staff:import-detail", args=[batch])
    return done_or_back(request, form, match, to=page, name="meanings")


@staff_page(Permission.IMPORT_APPLICATIONS)
@require_POST
def import_languages(request: HttpRequest, batch: int) -> HttpResponse:
    """Say which language rows are kept as whose answers read as another one than the file says."""
    found = batch_or_404(batch)
    form = languages_form(request, found)

    def match() -> HttpResponse:
        seen, said = form.cleaned_data["seen"], {READS: form.said()}
        match_choices(by=request.user, batch=found, seen=seen, meanings=said)
        messages.success(request, "The rows are judged again.")
        return redirect("staff:import-detail", batch)

    page = reverse("staff:import-detail", args=[batch])
    return done_or_back(request, form, match, to=page, name="languages")
