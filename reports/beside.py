"""From one application to the next of the list that it was opened from, and to the one before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from applications.models import Application
from core.permissions import Permission
from core.staff_site import staff_page
from core.tables import chosen, in_list, list_of, row_beside
from reports.applications import FIRST, search_of


@staff_page(Permission.VIEW_APPLICATIONS)
@require_GET
def application_next(request: HttpRequest, reference: str) -> HttpResponse:
    """To the application that follows in the list; from the last one back to the list."""
    return _go(request, reference, backward=False)


@staff_page(Permission.VIEW_APPLICATIONS)
@require_GET
def application_previous(request: HttpRequest, reference: str) -> HttpResponse:
    """To the application before it in the list; from the first one back to the list."""
    return _go(request, reference, backward=True)


def _go(request: HttpRequest, reference: str, *, backward: bool) -> HttpResponse:
    application = get_object_or_404(Application, reference=reference)
    listed = list_of(request) or ""
    asked = QueryDict(listed)
    search = search_of(request, asked)
    beside = row_beside(
        search.found(),
        str(application.pk),
        sorts=search.sorts,
        sort=chosen(asked, search.sorts) or FIRST,
        backward=backward,
    )
    if beside is None:
        end = "first" if backward else "last"
        messages.info(request, f"{reference} is the {end} one of this list.")
        return redirect(f"{reverse('staff:application-list')}?{listed}")
    address = reverse("staff:application-detail", args=[beside.application.reference])
    return redirect(in_list(address, listed))
