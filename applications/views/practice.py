"""Staff pages to learn on: every one of them says that it is practice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from applications import definition
from applications.actions.practice import clear_practice, enter_practice
from applications.actions.submit import Paper
from applications.forms.paper import PaperForm
from applications.queries.practice import practice_answers, practice_applications, practice_contacts
from core.staff_site import staff_site

MOST_SHOWN = 100
TEMPLATE = "applications/practice_enter.html"


@require_GET
def practice_list(request: HttpRequest) -> HttpResponse:
    """The practice applications there are, newest first."""
    applications = list(practice_applications()[: MOST_SHOWN + 1])
    contacts = practice_contacts(applications)
    context = {
        "title": "Practice",
        "rows": [(each, contacts[each.pk]) for each in applications[:MOST_SHOWN]],
        "has_more": len(applications) > MOST_SHOWN,
    }
    return staff_site.render(request, "applications/practice_list.html", context)


def practice_enter(request: HttpRequest) -> HttpResponse:
    """The clerk's own form, whether the call is open or not; what is saved does not count."""
    call = definition.newest()
    context = {"title": "Practice: paper entry", "call": call, "calls": []}
    if call is None:
        return staff_site.render(request, TEMPLATE, context)
    if "words" in request.POST:
        form = PaperForm.typed(call=call, data=request.POST)
    else:
        form = PaperForm(call=call, data=request.POST or None)
    form.envelope.judges_deadline = False
    if request.method == "POST" and "words" not in request.POST and form.is_valid():
        revision = enter_practice(
            by=request.user,
            call=call,
            submission_key=form.envelope.cleaned_data["submission_key"],
            answers=form.answers(),
            language=form.envelope.cleaned_data["language"],
            channel=form.envelope.cleaned_data["channel"],
            received_at=form.envelope.received_at(),
            paper=Paper(**form.seen()),
        )
        return redirect("staff:practice-detail", revision.application.reference)
    form.speak()
    return staff_site.render(request, TEMPLATE, {**context, "paper_form": form})


@require_GET
def practice_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """What was typed in for practice, to compare with the paper."""
    found = practice_applications().select_related("call")
    application = get_object_or_404(found, reference=reference)
    contact = practice_contacts([application])[application.pk]
    context = {
        "title": f"Practice: {reference}",
        "application": application,
        "contact": contact,
        "revision": contact.revision,
        "answers": practice_answers(application),
    }
    return staff_site.render(request, "applications/practice_detail.html", context)


def practice_clear(request: HttpRequest) -> HttpResponse:
    """Ask, then delete all of them."""
    if request.method == "POST":
        count = clear_practice(by=request.user)
        messages.success(request, f"Cleared: {count}.")
        return redirect("staff:practice-list")
    context = {"title": "Clear practice", "count": practice_applications().count()}
    return staff_site.render(request, "applications/practice_clear.html", context)
