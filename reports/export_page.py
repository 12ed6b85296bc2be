"""The page that exports applications as a file, which the access log records first."""

from collections.abc import Callable
from typing import IO
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import access_log, kept_input
from core.models import AccessEvent, User
from core.paging import toward
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import chosen
from reports.applications import FIRST, Search, search_of
from reports.export_columns import moment
from reports.export_files import About, Book, as_csv
from reports.exports import Export, Parts
from reports.forms import ExportForm
from reviewers.scores_closed import left_to_score

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@staff_page(Permission.EXPORT_APPLICATIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_export(request: HttpRequest) -> HttpResponseBase:
    """Choose what to export of the applications found by the address; a post sends the file."""
    search = search_of(request)
    sort = chosen(request.GET, search.sorts) or FIRST
    columns = toward(search.sorts[sort.removeprefix("-")], backward=sort.startswith("-"))
    found = search.found().order_by(*columns)
    count = 0 if search.is_forgotten else found.count()
    may_open_about_you = request.user.may(Permission.OPEN_ABOUT_YOU)
    form = kept_input.form_of(request, ExportForm, may_open_about_you=may_open_about_you)
    if request.method == "POST" and form.is_valid() and count:
        export = Export(found, Parts(**form.parts()), may=_may(request.user))
        return _file(request, search, form, export)
    if request.method == "POST":
        return kept_input.redirect_back(request)
    context = {
        "title": "Export applications",
        "search": search,
        "listed": urlencode({**search.query, **({"sort": sort} if sort != FIRST else {})}),
        "count": count,
        "form": form,
        "left_to_score": left_to_score(request.user),
    }
    return _page(request, context)


def _may(person: User) -> Callable[[Permission], bool]:
    """What may be in somebody's file: no scores while they have still to score themselves."""
    closed = [Permission.ASSIGN_REVIEWS] if left_to_score(person) else []
    return lambda permission: permission not in closed and person.may(permission)


def _page(request: HttpRequest, context: dict) -> HttpResponse:
    return staff_site.render(request, "reports/application_export.html", context)


def _file(
    request: HttpRequest, search: Search, form: ExportForm, export: Export
) -> HttpResponseBase:
    """The file, recorded in the access log before it is sent; its name reveals nobody."""
    kind = form.cleaned_data["kind"]
    if kind == "csv":
        file = as_csv(export.columns, export.rows())
    else:
        file = _workbook(request, search, form, export)
    parts = ",".join(name for name, is_in in form.parts().items() if is_in)
    access_log.record(
        by=request.user,
        what=AccessEvent.What.EXPORT,
        query=f"{search.for_the_log()}&parts={parts}&format={kind}",
        count=export.count,
        reason=form.cleaned_data["reason"],
    )
    name = f"applications-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])


def _workbook(request: HttpRequest, search: Search, form: ExportForm, export: Export) -> IO[bytes]:
    """The applications, and a sheet that says what they are."""
    book = Book(by=request.user.name)
    book.add_applications(export.columns, export.rows())
    parts = [form.fields[name].label for name, is_in in form.parts().items() if is_in]
    facts = [
        ("Applications", export.count),
        ("Of", ", ".join(call.title for call in export.calls.values())),
        *search.in_words(),
        ("With", "; ".join(parts) or "No names, contact details or answers"),
        ("Exported", moment(timezone.now())),
        ("By", request.user.name),
        ("Times", f"By the clock of {timezone.get_current_timezone_name()}"),
        ("Please", "Take only what you need, and delete the file when you are done."),
    ]
    book.add_about(About(facts, export.columns))
    return book.saved()
