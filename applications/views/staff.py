"""Staff pages: the list of applications, one application."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from applications import queries
from applications.models import Application, Support
from core import access_log
from core.models import AccessEvent
from core.staff_site import staff_site

PAGE_SIZE = 50


@require_GET
def application_list(request: HttpRequest) -> HttpResponse:
    """Applications of the newest call with names; opening it is on record."""
    call = queries.published_calls().first()
    applications = Application.objects.filter(call=call)
    page = Paginator(applications, PAGE_SIZE).get_page(request.GET.get("page"))
    contacts = queries.contacts_of(page.object_list)
    rows = [(application, contacts[application.pk]) for application in page]
    access_log.record(
        by=request.user,
        what=AccessEvent.What.APPLICATION_LIST,
        query=f"page={page.number}",
        count=len(rows),
    )
    context = {"title": "Applications", "call": call, "page": page, "rows": rows}
    return staff_site.render(request, "applications/application_list.html", context)


@require_GET
def application_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One application with contacts and answers; opening it is on record."""
    application = get_object_or_404(Application.objects.select_related("call"), reference=reference)
    access_log.record(by=request.user, what=AccessEvent.What.APPLICATION, object_id=application.pk)
    context = {
        "title": application.reference,
        "application": application,
        "revision": application.revisions.select_related("paper_entry__entered_by").get(
            is_current=True
        ),
        "contact": queries.contacts_of([application])[application.pk],
        "support": Support.objects.select_related("speaks").get(
            revision__application=application, revision__is_current=True
        ),
        "answers": queries.answers_of(application),
    }
    return staff_site.render(request, "applications/application_detail.html", context)
