"""Staff pages: who sits in the group, who leaves, and who takes the free seat."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from selection.board import seats_of
from selection.enums import OPEN_RELEASE
from selection.models import Decision, Release, Seat
from selection.offers.actions.ask_reserves import ask_reserves
from selection.offers.actions.clock import TO_ANSWER
from selection.offers.actions.leave import leave_seat
from selection.offers.actions.replace import draft_replacement
from selection.offers.forms import LeaveForm, ReplaceForm, RoundForm
from selection.offers.queries import (
    answered_since,
    callers_of,
    last_round,
    reach_of,
    seats_ever,
    seats_held,
)
from selection.offers.replacing import Candidate, Replacements, offered_again, replacements_for
from selection.offers.views.naming import shown_name
from selection.plans import Unusual, unusual_of
from selection.views.moves import confirmed_in
from selection.views.panels import in_call


@staff_page(Permission.LOOK_AFTER_MEMBERS, label="Seats")
@require_GET
def seat_list(request: HttpRequest) -> HttpResponse:
    """Who sits from when, who left, and what is free."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Seats", "call": call, "calls": calls}
    if call:
        held = {seat.pk for seat in seats_held(call)}
        context |= {
            "seats": [(seat, seat.pk in held) for seat in seats_ever(call)],
            "held": len(held),
            "most": seats_of(call).most,
            "today": timezone.localdate(),
        }
    return staff_site.render(request, "selection/offers/seat_list.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat_leave(request: HttpRequest, seat: int) -> HttpResponse:
    """Somebody leaves, with the last day and the reason."""
    seats = Seat.objects.select_related("call", "offer__decision__application")
    found = get_object_or_404(seats, pk=seat)
    application = found.offer.decision.application
    form = form_of(
        request, LeaveForm, sure=f"I have read this: {application} leaves seat {found.number}"
    )

    def leave() -> HttpResponse:
        given = form.cleaned_data
        leave_seat(by=request.user, seat=found, last_day=given["last_day"], reason=given["reason"])
        messages.success(request, f"Seat {found.number} is free. See who could take it.")
        if any(each.offer == found.offer for each in callers_of(found.call)):
            messages.warning(request, "No email reaches who left: their letter waits under Offers.")
        return redirect(in_call("seat-replace", found.call))

    if request.method == "POST":
        return done_or_back(request, form, leave)
    context = {
        "title": "Leave the group",
        "seat": found,
        "application": application,
        "name": shown_name(request, application, "who leaves"),
        "call": found.call,
        "reach": reach_of(application),
        "form": form,
    }
    return staff_site.render(request, "selection/offers/seat_leave.html", context)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_replace(request: HttpRequest) -> HttpResponse:
    """Who could take a free seat, and the draft of the release that offers it."""
    call, calls = selected_call(request.GET.get("call", ""))
    if call is None:
        raise Http404
    found = replacements_for(call)
    again = offered_again(call, request.GET.get("again", ""))
    if again:
        found = replace(found, candidates=[*found.candidates, again])
    unusual = _unusual(found)
    form = _replace_form(request, found, again or found.best, unusual)

    def draft() -> HttpResponse:
        application = get_object_or_404(
            Application, call=call, reference=form.cleaned_data["application"]
        )
        release = draft_replacement(
            by=request.user,
            call=call,
            application=application,
            reason=form.cleaned_data["reason"],
            despite=confirmed_in(request.POST).get(application.pk, ()),
            reply_by=timezone.localdate() + TO_ANSWER,
        )
        messages.success(request, "Drafted. Hand it over: another coordinator lets it go.")
        return redirect("staff:release-detail", release.pk)

    if request.method == "POST":
        return done_or_back(request, form, draft)
    context = {
        "title": "Who takes a free seat",
        "call": call,
        "calls": calls,
        "found": found,
        "form": form,
        "unusual": _of_candidates(found, unusual),
        "open": Release.objects.filter(call=call, status__in=OPEN_RELEASE).first(),
        **_round(request, call, found.line, unusual),
    }
    return staff_site.render(request, "selection/offers/seat_replace.html", context)


def _replace_form(
    request: HttpRequest,
    found: Replacements,
    first: Candidate | None,
    unusual: Mapping[int, Unusual],
) -> forms.Form:
    initial = {}
    if first:
        initial = {"application": first.application.reference, "reason": first.sentence}
    cautions = {pk: each.cautions for pk, each in unusual.items()}
    return form_of(
        request, ReplaceForm, initial=initial, candidates=found.candidates, cautions=cautions
    )


def _unusual(found: Replacements) -> dict[int, Unusual]:
    """What is unusual about who could take a seat and about the reserves, by application."""
    people = {each.application.pk for each in found.candidates}
    people |= {each.application_id for each in found.line}
    return {each.application: each for each in unusual_of(sorted(people))}


def _of_candidates(
    found: Replacements, unusual: Mapping[int, Unusual]
) -> list[tuple[Application, Unusual]]:
    """What whoever drafts the release confirms, if they choose one of these."""
    people = [each.application for each in found.candidates]
    return [(each, unusual[each.pk]) for each in people if each.pk in unusual]


def _round(
    request: HttpRequest, call: Call, line: Sequence[Decision], unusual: Mapping[int, Unusual]
) -> dict[str, object]:
    """The reserves, what they said since the last round, and the form of the next one."""
    asked = last_round(call)
    people = [each.application_id for each in line]
    answered = answered_since(people, asked.asked_at) if asked else set()
    mails = dict(asked.asked.values_list("application", "by_mail")) if asked else {}
    return {
        "asked": asked,
        "line": [
            (each, each.application_id in answered, unusual.get(each.application_id))
            for each in line
        ],
        "to_call": [each for each in people if mails.get(each) is False and each not in answered],
        "round_form": form_of(request, RoundForm, "round"),
    }


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_POST
def round_ask(request: HttpRequest) -> HttpResponse:
    """Ask every reserve whether they would still take a seat."""
    call = get_object_or_404(Call, slug=request.POST.get("call", ""))
    form, back = RoundForm(request.POST), in_call("seat-replace", call)
    seen = request.POST.get("seen", "")

    def ask() -> HttpResponse:
        with refusal_as_message(request):
            made = ask_reserves(
                by=request.user,
                call=call,
                answer_by=form.cleaned_data["answer_by"],
                seen=int(seen) if seen.isdecimal() and len(seen) < 6 else 0,
            )
            count = made.asked.filter(by_mail=True).count()
            messages.success(request, f"{count} asked by email; the others are to be called.")
        return redirect(back)

    return done_or_back(request, form, ask, to=back, name="round")
