"""Staff pages: the group, what its members asked for, its meetings and who was there."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.form.queries.calls import selected_call
from core import access_log
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from selection.board import seats_of
from selection.members.actions.meetings import note_attendance, set_meeting
from selection.members.actions.needs import put_into_english
from selection.members.forms import AttendanceForm, EnglishForm, MeetingForm
from selection.members.queries import Member, asked_for, meetings_of, member_of, members_on
from selection.models import Meeting, Seat
from selection.views.panels import in_call


@staff_page(Permission.LOOK_AFTER_MEMBERS, label="Members")
@never_cache
@require_GET
def member_list(request: HttpRequest) -> HttpResponse:
    """Who sits now, by name; each one shown is on the access log."""
    call, calls = selected_call(request.GET.get("call", ""))
    context: dict[str, Any] = {"title": "Members", "call": call, "calls": calls}
    if call:
        members = members_on(call, timezone.localdate())
        _log(request, members, "members")
        context |= {
            "members": members,
            "most": seats_of(call).most,
            "asked_for": asked_for(members),
        }
    return staff_site.render(request, "selection/members/member_list.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_english(request: HttpRequest, seat: int) -> HttpResponse:
    """What a member asked for, and the English that a host reads; opening it is logged."""
    seats = Seat.objects.select_related("call", "offer__decision__application")
    found = get_object_or_404(seats, pk=seat)
    member = member_of(found)
    initial = {"asked": member.accommodation, "text": member.in_english}
    form = form_of(request, EnglishForm, initial=initial)

    def keep() -> HttpResponse:
        put_into_english(by=request.user, seat=found, **form.cleaned_data)
        messages.success(request, "The host reads it in English now.")
        return redirect(in_call("member-list", found.call))

    if request.method == "POST":
        return done_or_back(request, form, keep)
    _log(request, [member], "what they asked for")
    context = {"title": "Put it into English", "call": found.call, "member": member, "form": form}
    return staff_site.render(request, "selection/members/member_english.html", context)


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
        "now": timezone.now(),
    }
    return staff_site.render(request, "selection/members/meeting_list.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_detail(request: HttpRequest, meeting: int) -> HttpResponse:
    """One meeting: who sits on that day, what they asked for, and who was there."""
    found = get_object_or_404(Meeting.objects.select_related("call"), pk=meeting)
    members = _members(found)
    form = form_of(request, AttendanceForm, members=members)

    def note() -> HttpResponse:
        note_attendance(by=request.user, meeting=found, presences=form.presences())
        messages.success(request, "Who was there is noted.")
        return redirect("staff:meeting-detail", found.pk)

    if request.method == "POST":
        return done_or_back(request, form, note)
    _log(request, members, "meeting")
    context = {
        "title": "Meeting",
        "meeting": found,
        "call": found.call,
        "rows": [(each, form[f"seat-{each.seat.pk}"]) for each in members],
        "form": form,
        "asked_for": asked_for(members),
        "has_begun": found.begins_at <= timezone.now(),
    }
    return staff_site.render(request, "selection/members/meeting_detail.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_GET
def meeting_sheet(request: HttpRequest, meeting: int) -> HttpResponse:
    """The sheet for the host, to print: names and what is needed, no way to reach anybody."""
    found = get_object_or_404(Meeting.objects.select_related("call"), pk=meeting)
    members = _members(found)
    _log(request, members, "sheet for the host")
    context = {
        "title": "Sheet for the host",
        "meeting": found,
        "call": found.call,
        "members": members,
        "asked_for": asked_for(members),
        "not_in_english": [each for each in members if each.lacks_english],
    }
    return staff_site.render(request, "selection/members/meeting_sheet.html", context)


def _members(meeting: Meeting) -> list[Member]:
    return members_on(meeting.call, timezone.localdate(meeting.begins_at), meeting)


def _log(request: HttpRequest, members: Sequence[Member], query: str) -> None:
    """Whose name was shown, person by person."""
    access_log.record_each(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_ids=[each.seat.offer.decision.application_id for each in members],
        query=query,
    )
