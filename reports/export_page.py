"""The page that exports applications as a file, which the access log records first."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import access_log
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from reports.applications import Search, search_of
from reports.exports import Export, Parts, as_csv, as_xlsx
from reports.forms import ExportForm

KINDS = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


@staff_page(Permission.EXPORT_APPLICATIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_export(request: HttpRequest) -> HttpResponseBase:
    """Choose what to export of the applications found by the address; a post sends the file."""
    search = search_of(request)
    found = search.found()
    count = 0 if search.is_forgotten else found.count()
    form = ExportForm(
        request.POST or None, may_open_about_you=request.user.may(Permission.OPEN_ABOUT_YOU)
    )
    if request.method == "POST" and form.is_valid() and count:
        return _file(request, search, form, Export(found, Parts(**form.parts())))
    context = {"title": "Export applications", "search": search, "count": count, "form": form}
    return _page(request, context)


def _page(request: HttpRequest, context: dict) -> HttpResponse:
    return staff_site.render(request, "reports/application_export.html", context)


def _file(
    request: HttpRequest, search: Search, form: ExportForm, export: Export
) -> HttpResponseBase:
    """The file, recorded in the access log before it is sent; its name reveals nobody."""
    kind = form.cleaned_data["kind"]
    write, content_type = KINDS[kind]
    file = write(export.rows())
    parts = ",".join(name for name, is_in in form.parts().items() if is_in)
    access_log.record(
        by=request.user,
        what=AccessEvent.What.EXPORT,
        query=f"{search.for_the_log()}&parts={parts}&format={kind}",
        count=export.count,
        reason=form.cleaned_data["reason"],
    )
    name = f"applications-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
