"""Staff pages: entering paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from applications import definition
from applications.actions.intake import enter_paper
from applications.actions.submit import Paper
from applications.forms.paper import PaperForm
from applications.models import Revision
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
