"""Staff pages: the office, the notices and the pages of the public site."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from applications.calls.actions.change_rows import add_row
from applications.calls.forms.site_text import (
    NewNoticeForm,
    NewPageForm,
    NoticeForm,
    OfficeForm,
    PageForm,
)
from applications.calls.views import row_editing
from applications.models import Notice, Office, Page
from core.languages import ENGLISH
from core.permissions import Permission
from core.row_form import RowForm
from core.staff_site import staff_page, staff_site
from core.translated import progress

SAVED = "Saved. Residents see it within seconds."


@staff_page(Permission.CONFIGURE_CALLS, label="Site text")
@require_GET
def site_text_list(request: HttpRequest) -> HttpResponse:
    """The office, notices and pages, with how many languages are complete."""
    today = timezone.localdate()
    context = {
        "title": "Site text",
        "offices": [(row, _complete(row)) for row in Office.objects.all()],
        "notices": [(row, row.state_on(today), _complete(row)) for row in Notice.objects.all()],
        "pages": [(row, _complete(row)) for row in Page.objects.select_related("call")],
    }
    return staff_site.render(request, "applications/calls/site_text_list.html", context)


@staff_page(Permission.CONFIGURE_CALLS)
def office_edit(request: HttpRequest) -> HttpResponse:
    """Edit the office in one language, or create it."""
    row = Office.objects.first()
    return _edit(request, row, OfficeForm) if row else _add(request, Office(), OfficeForm)


@staff_page(Permission.CONFIGURE_CALLS)
def notice_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Edit a notice in one language, with the English."""
    return _edit(request, get_object_or_404(Notice, key=key), NoticeForm)


@staff_page(Permission.CONFIGURE_CALLS)
def page_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Edit a page in one language, with the English."""
    return _edit(request, get_object_or_404(Page, key=key), PageForm)


@staff_page(Permission.CONFIGURE_CALLS)
def notice_add(request: HttpRequest) -> HttpResponse:
    """Add a notice, in English first."""
    return _add(request, Notice(), NewNoticeForm)


@staff_page(Permission.CONFIGURE_CALLS)
def page_add(request: HttpRequest) -> HttpResponse:
    """Add a page, in English first."""
    return _add(request, Page(), NewPageForm)


def _complete(row: Notice | Office | Page) -> tuple[int, int]:
    """(number of complete languages, number of languages), without English."""
    languages = progress([row])
    return sum(each.is_complete for each in languages), len(languages)


def _edit(
    request: HttpRequest, row: Notice | Office | Page, form_class: type[RowForm]
) -> HttpResponse:
    language = row_editing.requested_language(request)
    form = form_class(request.POST or None, instance=row, language=language)
    if request.method == "POST" and row_editing.save(request, form):
        messages.success(request, SAVED)
        return redirect(request.get_full_path())
    row.refresh_from_db()  # the refused form has changed the row
    context = {
        "title": getattr(row, "title_en", "City and office"),
        "row": row,
        "form": form,
        "kind": row._meta.verbose_name,
        **row_editing.language_menu([row], language),
    }
    status = row_editing.status(form)
    return staff_site.render(request, "applications/calls/site_text_edit.html", context, status)


def _add(
    request: HttpRequest, row: Notice | Office | Page, form_class: type[RowForm]
) -> HttpResponse:
    form = form_class(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        stored = row_editing.stored(form, lambda: add_row(by=request.user, row=form.instance))
        if stored:
            messages.success(request, f"{SAVED} Now add the other languages.")
            return redirect(_edit_url(stored))
    kind = row._meta.verbose_name
    context = {"title": f"New {kind}", "form": form, "kind": kind, "language_shown": ENGLISH}
    return staff_site.render(request, "applications/calls/site_text_edit.html", context)


def _edit_url(row: Notice | Office | Page) -> str:
    key = [] if isinstance(row, Office) else [row.key]
    return reverse(f"staff:{row._meta.model_name}-edit", args=key)
