"""Who knows whom: readers list people, coordinators compare names with applicants."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from applications.form.queries.calls import in_display_order, selected_call
from applications.models import Application
from core import access_log
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent, User
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import numbered_table
from reviewers import matching
from reviewers.actions.conflicts import (
    confirm_listed,
    lift_conflict,
    list_person,
    tell_apart,
    unlist_person,
)
from reviewers.coordinator_forms import ListedPersonForm, NamesForm, ReasonForm
from reviewers.enums import ReviewStatus
from reviewers.models import Conflict, ListedPerson, Reader, Review
from reviewers.queries import COUNTS
from reviewers.views.readers import to

PEOPLE_SORTS = {"reader": ("reader__user__name", "pk")}
CONFLICT_SORTS = {"noted": ("noted_at", "pk")}
ON_A_PAGE = 25


@staff_page(Permission.REVIEW)
def known_list(request: HttpRequest) -> HttpResponse:
    """A reader's own list for one of their calls; what it leads to is never told."""
    readers = Reader.objects.filter(user=request.user).select_related("call")
    reader_in = {reader.call: reader for reader in readers}
    calls = in_display_order(reader_in)
    asked = request.GET.get("call", "")
    call = next((each for each in calls if asked in ("", each.slug)), None)
    if asked and call is None:
        raise Http404
    reader = reader_in.get(call)
    form = form_of(request, ListedPersonForm)

    def note() -> HttpResponse:
        list_person(by=request.user, reader=reader, **form.cleaned_data)
        messages.success(request, "Noted.")
        return to("known-list", reader.call)

    if request.method == "POST" and reader:
        return done_or_back(request, form, note)
    context = {
        "title": "People I know",
        "reader": reader,
        "call": call,
        "calls": calls if len(calls) > 1 else [],
        "people": reader.listed_people.filter(removed_at=None).exclude(name="") if reader else [],
        "form": form,
    }
    return staff_site.render(request, "reviewers/known_list.html", context)


@staff_page(Permission.REVIEW)
@require_POST
def known_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a name off one's own list."""
    people = ListedPerson.objects.select_related("reader__call")
    person = get_object_or_404(people, pk=pk, reader__user=request.user)
    unlist_person(by=request.user, person=person)
    return to("known-list", person.reader.call)


@staff_page(Permission.VIEW_APPLICATIONS)
def conflict_list(request: HttpRequest) -> HttpResponse:
    """Listed people beside applicants of a similar name, and all conflicts that stand."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Conflicts", "call": call, "calls": calls}
    if call:
        listed = ListedPerson.objects.filter(reader__call=call, removed_at=None).exclude(name="")
        people = numbered_table(
            request,
            listed,
            sorts=PEOPLE_SORTS,
            first="reader",
            query={"call": call.slug},
            size=ON_A_PAGE,
        )
        found = listed.select_related("reader__user").in_bulk(people.rows)
        shown = [found[pk] for pk in people.rows]
        matches = matching.matches_of(call, shown)
        _record(request, sum(map(len, matches.values())), "people whom readers know")
        standing = Conflict.objects.filter(application__call=call, lifted_at=None)
        context |= {
            "people": replace(people, rows=[(person, matches[person.pk]) for person in shown]),
            "conflicts": standing.select_related("application", "user", "noted_by"),
        }
    return staff_site.render(request, "reviewers/conflict_list.html", context)


def score_dropped(application: Application, reader: User) -> str:
    """That a conflict takes out a score that is in; empty if there is none."""
    submitted = Review.objects.filter(
        COUNTS, application=application, reviewer=reader, status=ReviewStatus.SUBMITTED
    )
    return " The score that they had submitted no longer counts." if submitted.exists() else ""


def _record(request: HttpRequest, count: int, query: str) -> None:
    """Names of applicants were shown."""
    what = AccessEvent.What.APPLICATION_LIST
    access_log.record(by=request.user, what=what, query=query, count=count)


@staff_page(Permission.VIEW_APPLICATIONS)
def names_check(request: HttpRequest) -> HttpResponse:
    """Look for people among applicants, such as possible readers; nothing is stored."""
    call, calls = selected_call(request.GET.get("call", ""))
    form = NamesForm(request.POST or None)
    found = None
    if request.method == "POST" and call and form.is_valid():
        names = form.cleaned_data["names"]
        by_name = matching.similar_to(call, names)
        found = [(name, by_name.get(name, [])) for name in names]
        _record(request, sum(len(many) for _, many in found), "check of possible readers")
    context = {"title": "Check names", "call": call, "calls": calls, "form": form, "found": found}
    return staff_site.render(request, "reviewers/names_check.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def listed_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a listed person is an applicant, or is not."""
    person = get_object_or_404(ListedPerson.objects.select_related("reader__call"), pk=pk)
    application = get_object_or_404(
        Application, reference=request.POST.get("application", ""), call=person.reader.call
    )
    with refusal_as_message(request):
        if request.POST.get("is") == "same":
            reader = person.reader.user
            dropped = score_dropped(application, reader)
            confirm_listed(by=request.user, person=person, application=application)
            message = f"{reader} does not read {application.reference}.{dropped}"
        elif request.POST.get("is") == "other":
            tell_apart(by=request.user, person=person, application=application)
            message = f"{application.reference} is somebody else."
        else:
            raise Http404
        messages.success(request, message)
    return to("conflict-list", person.reader.call)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def conflict_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody read after all."""
    conflict = get_object_or_404(Conflict.objects.select_related("application__call"), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusal_as_message(request):
            lift_conflict(by=request.user, conflict=conflict, reason=form.cleaned_data["reason"])
            messages.success(request, "The conflict is lifted.")
    else:
        messages.error(request, "Say why.")
    return to("conflict-list", conflict.application.call)
