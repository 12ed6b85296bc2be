"""Staff pages: the meetings of a group, who was there, and the sheet for the host."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.form.queries.calls import selected_call
from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from selection.enums import Presence
from selection.members.actions.meetings import (
    cancel_meeting,
    move_meeting,
    note_attendance,
    set_meeting,
)
from selection.members.forms import AttendanceForm, CancelForm, MeetingForm, MoveForm
from selection.members.queries import (
    Member,
    asked_for,
    before_changes,
    meetings_of,
    members_at,
    version_of,
)
from selection.members.views.desk import log_shown
from selection.models import Meeting
from selection.views.panels import in_call


@staff_page(Permission.LOOK_AFTER_MEMBERS, label="Meetings")
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings of a group, and a new one."""
    call, calls = selected_call(request.GET.get("call", ""))
    if call is None and request.method == "POST":
        raise Http404
    form = form_of(request, MeetingForm)

    def add() -> HttpResponse:
        set_meeting(by=request.user, call=call, **form.cleaned_data)
        messages.success(request, "The meeting is set.")
        return redirect(in_call("meeting-list", call))

    if request.method == "POST":
        return done_or_back(request, form, add)
    context = {
        "title": "Meetings",
        "call": call,
        "calls": calls,
        "meetings": meetings_of(call) if call else [],
        "form": form,
    }
    return staff_site.render(request, "selection/members/meeting_list.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_detail(request: HttpRequest, meeting: int) -> HttpResponse:
    """One meeting: who sits on that day, what they asked for, and who was there."""
    found = _found(meeting)
    members = _members(found)
    form = form_of(request, AttendanceForm, members=members)

    def note() -> HttpResponse:
        presences, seen = form.presences(), form.cleaned_data["seen"]
        note_attendance(by=request.user, meeting=found, presences=presences, seen=seen)
        messages.success(request, "Who was there is noted.")
        return redirect("staff:meeting-detail", found.pk)

    if request.method == "POST":
        return done_or_back(request, form, note)
    log_shown(request, members, "meeting")
    context = {
        "title": "Meeting",
        **_of(found, members),
        "rows": [(each, form[f"seat-{each.seat.pk}"]) for each in members],
        "form": form,
    }
    return staff_site.render(request, "selection/members/meeting_detail.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, meeting: int) -> HttpResponse:
    """Another time or place."""
    found = _found(meeting)
    begins_at = timezone.localtime(found.begins_at)
    initial = {"begins_at": begins_at, "place": found.place, "seen": version_of(found)}
    form = form_of(request, MoveForm, initial=initial)

    def change() -> HttpResponse:
        move_meeting(by=request.user, meeting=found, **form.cleaned_data)
        messages.success(
            request, "It is changed. Tell the members and the host: this page does not."
        )
        return redirect("staff:meeting-detail", found.pk)

    if request.method == "POST":
        return done_or_back(request, form, change)
    if found.is_canceled:
        return redirect("staff:meeting-detail", found.pk)
    context = {"title": "Change a meeting", "meeting": found, "call": found.call, "form": form}
    return staff_site.render(request, "selection/members/meeting_change.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: HttpRequest, meeting: int) -> HttpResponse:
    """Ask once, with what follows and why; then it does not take place."""
    found = _found(meeting)
    form = form_of(request, CancelForm, initial={"seen": version_of(found)})

    def cancel() -> HttpResponse:
        cancel_meeting(by=request.user, meeting=found, **form.cleaned_data)
        messages.success(
            request, "It is canceled. Tell the members and the host: this page does not."
        )
        return redirect("staff:meeting-detail", found.pk)

    if request.method == "POST":
        return done_or_back(request, form, cancel)
    if found.is_canceled:
        return redirect("staff:meeting-detail", found.pk)
    context = {
        "title": "Cancel this meeting?",
        "meeting": found,
        "call": found.call,
        "count": len(_members(found)),
        "form": form,
    }
    return staff_site.render(request, "selection/members/meeting_cancel.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_GET
def meeting_sheet(request: HttpRequest, meeting: int) -> HttpResponse:
    """The sheet for the host, to print: names and what is needed, no way to reach anybody."""
    found = _found(meeting)
    members = _members(found)
    log_shown(request, members, "sheet for the host")
    context = {
        "title": "Sheet for the host",
        **_of(found, members),
        "members": members,
        "not_in_english": [each for each in members if each.lacks_english],
    }
    return staff_site.render(request, "selection/members/meeting_sheet.html", context)


def _found(meeting: int) -> Meeting:
    meetings = Meeting.objects.select_related("call", "cancelled_by")
    return get_object_or_404(meetings, pk=meeting)


def _members(meeting: Meeting) -> list[Member]:
    """Of one that is canceled nobody needs a name."""
    return [] if meeting.is_canceled else members_at(meeting)


def _of(meeting: Meeting, members: list[Member]) -> dict[str, object]:
    return {
        "meeting": meeting,
        "call": meeting.call,
        "asked_for": asked_for(members),
        "changes": before_changes(meeting),
        "was_held": any(each.presence == Presence.THERE for each in members),
    }
