"""Staff pages: who has no answer yet, and calling one of them."""

from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries import contacts_of, supports_of
from applications.form.queries.calls import selected_call
from applications.models import Contact, ContactLogEntry
from core import access_log
from core.actions import Refused
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from selection.letter_enums import LetterChannel
from selection.letters.actions.follow_up import note_call
from selection.letters.actions.let_go import NO_WAY, send_again
from selection.letters.addresses import in_call
from selection.letters.forms import AgainForm, CallForm
from selection.letters.queries import (
    first_ways,
    has_only_home,
    letters_about,
    on_their_way,
    to_call,
    to_let_go,
    to_print,
)
from selection.letters.queue import outgoing_of
from selection.models import Decision
from selection.queries import standing, waiting_for_answer

SORTS = {
    "reference": attrgetter("decision.application.reference"),
    "answer": attrgetter("decision.outcome"),
}


@staff_page(Permission.RELEASE_DECISIONS)
@require_GET
def untold_list(request: HttpRequest) -> HttpResponse:
    """Everybody who has no answer yet: whom to call, whose letter is on its way, who has none."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Who has no answer yet", "call": call, "calls": calls}
    if call:
        context |= {
            "table": short_table(request, to_call(call), sorts=SORTS, keep=["call"]),
            "on_their_way": on_their_way(call).count(),
            "to_print": to_print(call).count(),
            "to_let_go": to_let_go(call),
            "undecided": waiting_for_answer(call).count(),
        }
    return staff_site.render(request, "selection/letters/untold_list.html", context)


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def untold_call(request: HttpRequest, decision: int) -> HttpResponse:
    """One of them, with phone number and what to say; a post logs a call. Opening it is logged."""
    row = _decision(decision)
    form = form_of(request, CallForm)
    if request.method == "POST":
        return done_or_back(request, form, lambda: _called(request, row, form))
    application = row.application
    access_log.record(by=request.user, what=AccessEvent.What.CONTACT, object_id=application.pk)
    contact = contacts_of([application.pk]).get(application.pk) or Contact()
    letters = list(letters_about(application))
    went = [each for each in letters if each.decision_id == row.pk]
    outgoing = outgoing_of(row)
    standing_ways = {each.channel for each in letters if not each.returned_at}
    context = {
        "title": f"Tell {application.reference} their answer",
        "call": row.release.call,
        "decision": row,
        "application": application,
        "contact": contact,
        "support": supports_of([application.pk]).get(application.pk),
        "letters": letters,
        "letter": outgoing and outgoing.written,
        "ways": [way for way in outgoing.ways if way not in standing_ways]
        if outgoing and went
        else [],
        "way": first_ways(Decision.objects.filter(pk=row.pk)).get(row.pk),
        "has_only_home": has_only_home(contact),
        "contacts": ContactLogEntry.objects.filter(application=application).select_related("by"),
        "form": form,
    }
    return staff_site.render(request, "selection/letters/untold_call.html", context)


def _called(request: HttpRequest, decision: Decision, form: CallForm) -> HttpResponse:
    note_call(by=request.user, decision=decision, **form.cleaned_data)
    messages.success(request, f"Noted: {decision.application.reference}.")
    return redirect(in_call("untold-list", decision.release.call))


@staff_page(Permission.RELEASE_DECISIONS)
@require_POST
def letter_resend(request: HttpRequest, decision: int) -> HttpResponse:
    """Send one letter again: the same way after it came back, or another way."""
    row, form = _decision(decision), AgainForm(request.POST)
    with refusal_as_message(request):
        if not form.is_valid():
            raise Refused(NO_WAY, "no_way")
        channel = LetterChannel(form.cleaned_data["channel"])
        send_again(by=request.user, decision=row, channel=channel)
        where = "on its way" if channel == LetterChannel.MAIL else "with the letters to print"
        messages.success(request, f"The letter to {row.application.reference} is {where}.")
    return redirect(reverse("staff:untold-call", args=[row.pk]))


def _decision(pk: int) -> Decision:
    decisions = standing().select_related("application", "release__call")
    return get_object_or_404(decisions, pk=pk)
