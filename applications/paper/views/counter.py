"""Staff pages for the counter: find an application, and issue a new private code."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.form import codes, queries
from applications.form.actions.links import reissue_code
from applications.form.queries import access
from applications.models import Application
from applications.paper import queries as desk
from applications.paper.forms.desk import CounterForm, ReissueForm
from applications.paper.views import slip
from core import access_log, kept_input
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site

MOST_FOUND = 10


@staff_page(Permission.REISSUE_CODES, label="Lost code")
@never_cache
def counter_search(request: HttpRequest) -> HttpResponse:
    """Search by reference, or by name and a detail. Searches are logged without their words.

    A search leads back here with a key, so that Back from what was found finds it again.
    """
    if request.method == "POST":
        return kept_input.redirect_back(request)
    form = kept_input.form_of(request, CounterForm)
    found = None
    if form.is_valid():
        found = _found(**form.cleaned_data)
        access_log.record(by=request.user, what=AccessEvent.What.COUNTER_SEARCH, count=len(found))
    contacts = queries.contacts_of(found or [])
    context = {
        "title": "Lost code",
        "form": form,
        "found": found,
        "rows": [(each, contacts[each.pk]) for each in found or []],
    }
    return staff_site.render(request, "applications/paper/counter_search.html", context)


@staff_page(Permission.REISSUE_CODES)
@never_cache
def code_reissue(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm who it is, then issue a new code; the old one and all links become void."""
    application = get_object_or_404(Application.objects.select_related("call"), reference=reference)
    initial = {"seen": application.code_generation}
    form = kept_input.form_of(request, ReissueForm, initial=initial)

    def reissue() -> HttpResponse:
        reissue_code(by=request.user, application=application, seen=form.cleaned_data["seen"])
        return redirect("staff:code-slip", reference)

    if request.method == "POST":
        return kept_input.done_or_back(request, form, reissue)
    access_log.record(by=request.user, what=AccessEvent.What.APPLICATION, object_id=application.pk)
    context = {
        "title": "A new private code",
        "application": application,
        "contact": queries.contacts_of([application])[application.pk],
        "form": form,
    }
    return staff_site.render(request, "applications/paper/code_reissue.html", context)


@staff_page(Permission.REISSUE_CODES)
@never_cache
@require_GET
def code_slip(request: HttpRequest, reference: str) -> HttpResponse:
    """The slip with the new code, for an hour, only for whoever issued it."""
    application = get_object_or_404(Application.objects.select_related("call"), reference=reference)
    if not access.has_given_out(request.user, application):
        raise PermissionDenied
    revision = queries.current_revision(application)
    context = {"title": "A new private code", **slip.context(request, revision, with_code=True)}
    return staff_site.render(request, "applications/paper/code_slip.html", context)


def _found(*, reference: str, name: str, detail: str) -> list[Application]:
    if reference:
        calls = queries.published_calls()
        typed = [codes.read_reference(reference, call.reference_prefix) for call in calls]
        return list(Application.objects.filter(reference__in=typed).select_related("call"))
    contacts = desk.contacts_at_counter(name, detail)[:MOST_FOUND]
    return [contact.revision.application for contact in contacts]
