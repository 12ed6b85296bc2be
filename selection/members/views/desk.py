"""Staff pages: the group, what its members asked for, and that in English."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
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
from selection.members.actions.needs import put_into_english
from selection.members.forms import EnglishForm
from selection.members.queries import Member, ahead, asked_for, member_of, members_on
from selection.models import Seat
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
        log_shown(request, members, "members")
        context |= {
            "members": members,
            "most": seats_of(call).most,
            "asked_for": asked_for(members),
            "ahead": ahead(call),
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
    log_shown(request, [member], "what they asked for")
    context = {"title": "Put it into English", "call": found.call, "member": member, "form": form}
    return staff_site.render(request, "selection/members/member_english.html", context)


def log_shown(request: HttpRequest, members: Sequence[Member], query: str) -> None:
    """Whose name was shown, person by person."""
    access_log.record_each(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_ids=[each.seat.offer.decision.application_id for each in members],
        query=query,
    )
