"""Staff page: decide on late entries."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from applications.models import Application, LateEntry
from applications.paper import queries as desk
from applications.paper.actions.late import decide_late
from applications.paper.forms.desk import LateDecisionForm
from core import access_log, kept_input, text
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site


@staff_page(Permission.DECIDE_LATE, label="Late entries")
def late_list(request: HttpRequest) -> HttpResponse:
    """Late entries with their reasons; accept or refuse them.

    Reasons are personal, so opening the list is logged.
    """
    entries = list(desk.late_entries())
    papers = desk.newest_papers().filter(revision__application__in=[e.pk for e in entries])
    paper_of = {paper.revision.application_id: paper for paper in papers}
    forms = {entry.pk: LateDecisionForm(prefix=str(entry.pk)) for entry in entries}
    kept = kept_input.kept_of(request)
    if sent := request.POST if request.method == "POST" else kept and kept.data:
        reference = text.clean(sent.get("reference", ""))
        application = get_object_or_404(Application, reference=reference)
        get_object_or_404(LateEntry, application=application)
        form = forms[application.pk] = LateDecisionForm(sent, prefix=str(application.pk))
        if form.is_valid() and request.method == "POST":
            _decide(request, application, form)
            return redirect("staff:late-list")
        if request.method == "POST":
            return kept_input.redirect_back(request)
    access_log.record(
        by=request.user, what=AccessEvent.What.APPLICATION_LIST, query="late", count=len(entries)
    )
    context = {
        "title": "Late entries",
        # What a file brought in late has no paper.
        "rows": [(entry, paper_of.get(entry.pk), forms[entry.pk]) for entry in entries],
        "has_errors": any(form.errors for form in forms.values() if form.is_bound),
    }
    return staff_site.render(request, "applications/paper/late_list.html", context)


def _decide(request: HttpRequest, application: Application, form: LateDecisionForm) -> None:
    reference, accepts = application.reference, form.cleaned_data["accepts"]
    with refusal_as_message(request):
        decide_late(
            by=request.user,
            application=application,
            accepts=accepts,
            note=form.cleaned_data["note"],
        )
        words = "counts now" if accepts else "does not count"
        messages.success(request, f"{reference} {words}. Please tell the applicant.")
