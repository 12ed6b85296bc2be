"""Staff pages for practice applications."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from applications.form.actions.submit import Paper, Submission
from applications.form.queries import published_calls, revision_by_key
from applications.form.queries.calls import in_display_order
from applications.models import Application, Call
from applications.paper.forms.paper import PaperForm
from applications.paper.views import paper, unsaved
from applications.practice.actions.practice import clear_practice, enter_practice
from applications.practice.queries import practice_answers, practice_applications, practice_contacts
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import short_table

MOST_SHOWN = 100
# By what the list can be sorted; a row is an application and its contact.
SORTS = {
    "reference": lambda row: row[0].reference,
    "name": lambda row: row[1].name,
    "came": lambda row: row[0].channel,
    "by": lambda row: row[1].revision.paper_entry.entered_by.name,
    "entered": lambda row: row[1].revision.stored_at,
}
TEMPLATE = "applications/practice/practice_enter.html"


@staff_page(Permission.PRACTICE, label="Practice")
@require_GET
def practice_list(request: HttpRequest) -> HttpResponse:
    """The practice applications, newest first."""
    applications = list(practice_applications()[: MOST_SHOWN + 1])
    contacts = practice_contacts(applications)
    context = {
        "title": "Practice",
        "table": short_table(
            request,
            [(each, contacts[each.pk]) for each in applications[:MOST_SHOWN]],
            sorts=SORTS,
        ),
        "has_more": len(applications) > MOST_SHOWN,
    }
    return staff_site.render(request, "applications/practice/practice_list.html", context)


@staff_page(Permission.PRACTICE)
def practice_enter(request: HttpRequest) -> HttpResponse:
    """The clerk's form, also for calls that are not open; entries do not count."""
    calls = in_display_order(published_calls())
    call = paper.chosen_call(request, calls)
    context = {"title": "Practice: paper entry", "is_practice": True, "call": call, "calls": calls}
    if call is None:
        return staff_site.render(request, TEMPLATE, context)
    if request.method == "POST":
        form = PaperForm(call=call, data=request.POST, judges_deadline=False)
        if unsaved.is_to_be_saved(request) and form.is_valid():
            return _go_on(request, call, form, _stored(request, call, form))
        if answer := unsaved.keep(request):
            return answer
    elif (key := unsaved.key_in_address(request)) is None:
        return unsaved.with_new_key(request)
    elif saved := revision_by_key(key):
        return redirect("staff:practice-detail", saved.application.reference)
    else:
        form = paper.form_to_show(request, call, key, judges_deadline=False)
    form.add_paper_language()
    return staff_site.render(request, TEMPLATE, {**context, "paper_form": form})


def _stored(request: HttpRequest, call: Call, form: PaperForm) -> Application:
    submission = Submission(call=call, paper=Paper(**form.seen()), **form.entry())
    return enter_practice(by=request.user, submission=submission).application


def _go_on(
    request: HttpRequest, call: Call, form: PaperForm, application: Application
) -> HttpResponse:
    """Redirect to the entry, or to an empty form for the next one."""
    unsaved.forget(request, form)
    detail = reverse("staff:practice-detail", args=[application.reference])
    if "next" not in request.POST:
        return redirect(detail)
    message = format_html(
        '{} is saved for practice. <a href="{}">Look at it</a>', application.reference, detail
    )
    messages.success(request, message)
    return redirect(paper.next_page("staff:practice-enter", call, form))


@staff_page(Permission.PRACTICE)
@require_GET
def practice_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One practice application, to compare with the paper."""
    applications = practice_applications().select_related("call")
    application = get_object_or_404(applications, reference=reference)
    contact = practice_contacts([application])[application.pk]
    context = {
        "title": f"Practice: {reference}",
        "application": application,
        "contact": contact,
        "revision": contact.revision,
        "answers": practice_answers(application),
    }
    return staff_site.render(request, "applications/practice/practice_detail.html", context)


@staff_page(Permission.PRACTICE)
def practice_clear(request: HttpRequest) -> HttpResponse:
    """Confirm, then delete all practice applications."""
    if request.method == "POST":
        count = clear_practice(by=request.user)
        messages.success(request, f"Cleared: {count}.")
        return redirect("staff:practice-list")
    context = {"title": "Clear practice", "count": practice_applications().count()}
    return staff_site.render(request, "applications/practice/practice_clear.html", context)
