"""Staff pages: add, show and remove scanned pages."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.models import Application, PaperEntry, ScannedPage
from applications.paper import queries as desk
from applications.paper.actions.scans import add_scan, remove_page
from applications.paper.forms.desk import ScanForm
from core import access_log, pictures, uploads
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_error
from core.staff_site import staff_page, staff_site

SANDBOX = "sandbox; default-src 'none'"


@staff_page(Permission.ENTER_PAPER)
@never_cache
def scan_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Upload files, and see the pages. What is wrong with a file is said on the next page."""
    entry = _entry(reference)
    if request.method == "POST":
        left_out = uploads.why_dropped(request)
        form = ScanForm(request.POST, request.FILES, left_out=left_out)
        if form.is_valid():
            _keep(request, entry, form)
        for error in form.errors.get("files", ()):
            messages.error(request, error)
        return redirect("staff:scan-add", reference)
    context = {
        "title": "Scan of the paper",
        "reference": reference,
        "entry": entry,
        "form": ScanForm(),
        "pages": desk.scanned_pages(entry.revision.application_id),
    }
    return staff_site.render(request, "applications/paper/scan_add.html", context)


@staff_page(Permission.SEE_SCANS)
@never_cache
@require_GET
def scan_open(request: HttpRequest, reference: str) -> HttpResponse:
    """All pages, for a coordinator; showing each is logged."""
    entry = _entry(reference)
    context = {
        "title": "Scan of the paper",
        "reference": reference,
        "entry": entry,
        "pages": desk.scanned_pages(entry.revision.application_id),
    }
    return staff_site.render(request, "applications/paper/scan_open.html", context)


@staff_page(Permission.SEE_SCANS)
@never_cache
@require_GET
def scan_show(request: HttpRequest, reference: str, page: int) -> HttpResponse:
    """One page as a JPEG; opening it is logged."""
    shown = _page(reference, page)
    try:
        file = pictures.open_stored(shown.name)
    except FileNotFoundError:
        raise Http404 from None
    access_log.record(
        by=request.user,
        what=AccessEvent.What.SCAN,
        object_id=shown.paper_entry.revision.application_id,
        query=f"page={shown.pk}",
    )
    response = FileResponse(file, content_type="image/jpeg", filename=f"page-{shown.pk}.jpg")
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


@staff_page(Permission.ENTER_PAPER)
@never_cache
def scan_remove(request: HttpRequest, reference: str, page: int) -> HttpResponse:
    """Ask once, then remove a page."""
    shown = _page(reference, page)
    if request.method == "POST":
        remove_page(by=request.user, page=shown)
        messages.success(request, "The page is taken away.")
        return redirect("staff:scan-add", reference)
    pages = list(desk.scanned_pages(shown.paper_entry.revision.application_id))
    context = {
        "title": f"Take away page {pages.index(shown) + 1} of {len(pages)}?",
        "reference": reference,
        "page": shown,
        "back": reverse("staff:scan-add", args=[reference]),
    }
    return staff_site.render(request, "applications/paper/scan_remove.html", context)


def _keep(request: HttpRequest, entry: PaperEntry, form: ScanForm) -> None:
    """Draw and keep what was sent. Otherwise the form says why not."""
    with refusal_as_error(form):
        pages = [page for file in form.cleaned_data["files"] for page in pictures.store(file)]
        count = add_scan(by=request.user, paper_entry=entry, pages=pages)
        messages.success(request, f"Pages added: {count}. Compare them with the paper now.")


def _entry(reference: str) -> PaperEntry:
    entry = desk.newest_paper(get_object_or_404(Application, reference=reference))
    if entry is None:
        raise Http404
    return entry


def _page(reference: str, page: int) -> ScannedPage:
    pages = ScannedPage.objects.select_related("paper_entry__revision")
    return get_object_or_404(
        pages, pk=page, paper_entry__revision__application__reference=reference
    )
