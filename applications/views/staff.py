"""Staff pages: entering paper, one application."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from applications import definition, queries
from applications.actions.intake import enter_paper
from applications.actions.submit import Paper
from applications.forms.paper import PaperForm
from applications.models import Application, Revision, Support
from core import access_log
from core.models import AccessEvent
from core.staff_site import staff_site


def paper_enter(request: HttpRequest) -> HttpResponse:
    """Type in one paper application of the newest call; the slip follows."""
    call = definition.newest()
    if call is None:
        return staff_site.render(
            request, "applications/paper_enter.html", {"title": "Paper entry", "paper_form": None}
        )
    form = PaperForm(call=call, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        revision = enter_paper(
            by=request.user,
            call=call,
            submission_key=form.envelope.cleaned_data["submission_key"],
            answers=form.answers(),
            language=form.envelope.cleaned_data["language"],
            channel=form.envelope.cleaned_data["channel"],
            received_at=form.envelope.received_at(),
            paper=Paper(**form.seen()),
        )
        return redirect("staff:paper-slip", revision.application.reference)
    context = {"title": "Paper entry", "call": call, "paper_form": form}
    return staff_site.render(request, "applications/paper_enter.html", context)


@require_GET
def paper_slip(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt slip for a paper application: its reference and dates, nothing else."""
    revision = get_object_or_404(
        Revision.objects.select_related("application__call", "paper_entry"),
        application__reference=reference,
        number=1,
        paper_entry__isnull=False,
    )
    context = {"title": "Receipt slip", "revision": revision}
    return staff_site.render(request, "applications/paper_slip.html", context)


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
