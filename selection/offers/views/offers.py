"""Staff pages: the offers of a call, one offer, and what is done about it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries import contacts_of, supports_of
from applications.form.queries.calls import selected_call
from applications.models import ContactLogEntry
from core import access_log
from core.kept_input import done_or_back, form_of
from core.languages import BY_CODE, ENGLISH
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_forms import StaffForm
from core.staff_site import staff_page, staff_site
from selection.models import Offer
from selection.offers.actions.keep import extend_offer, take_back_offer
from selection.offers.actions.record import Said, note_call, record_answer
from selection.offers.forms import CallForm, ExtendForm, RecordForm, TakeBackForm
from selection.offers.queries import (
    callers_among,
    callers_of,
    not_offered,
    offers_of,
    reach_of,
    seats_held,
    to_follow,
)
from selection.offers.replacing import free_seats
from selection.offers.views.naming import shown_name

FORMS = {"record": RecordForm, "call": CallForm, "extend": ExtendForm}


@staff_page(Permission.LOOK_AFTER_MEMBERS, label="Offers")
@require_GET
def offer_list(request: HttpRequest) -> HttpResponse:
    """Every offer of a call and how it stands, those that wait first; and who is called."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Offers", "call": call, "calls": calls}
    if call:
        offers = sorted(offers_of(call), key=lambda offer: not offer.is_open)
        context |= {
            "offers": offers,
            "waiting": sum(each.is_open for each in offers),
            "coming": not_offered().filter(release__call=call).count(),
            "held": seats_held(call).count(),
            "free": free_seats(call),
            "callers": callers_of(call),
            "today": timezone.localdate(),
        }
    return staff_site.render(request, "selection/offers/offer_list.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_GET
def offer_edit(request: HttpRequest, offer: int) -> HttpResponse:
    """One offer: what happened, how to reach them, and what to do. Opening it is logged."""
    found = found_offer(offer)
    application = found.decision.application
    access_log.record(
        by=request.user, what=AccessEvent.What.CONTACT, object_id=application.pk, query="offer"
    )
    initial = {"seen": found.reply_by}
    forms = {name: form_of(request, kind, name, initial=initial) for name, kind in FORMS.items()}
    support = supports_of([application.pk]).get(application.pk)
    log = ContactLogEntry.objects.filter(application=application).select_related("by")
    context = {
        "title": f"Offer to {application}",
        "offer": found,
        "application": application,
        "call": application.call,
        "to_tell": not found.is_open and _is_untold(found),
        "free": free_seats(application.call),
        "contact": contacts_of([application])[application.pk],
        "support": support,
        "language": BY_CODE[support.reads] if support else ENGLISH,
        "english": ENGLISH,
        "steps": found.steps.select_related("staff"),
        "log": log,
        "wrong": next((form for form in forms.values() if form.errors), None),
        **{f"{name}_form": form for name, form in forms.items()},
    }
    return staff_site.render(request, "selection/offers/offer_edit.html", context)


def found_offer(pk: int) -> Offer:
    """One of them, with its application and call; Http404 for another number."""
    offers = Offer.objects.select_related("decision__application__call", "decision__release")
    return get_object_or_404(offers, pk=pk)


def _is_untold(offer: Offer) -> bool:
    """Whether somebody whose offer has ended is still to be told: nothing that we write came."""
    call = offer.decision.application.call
    return bool(callers_among(call, list(to_follow(call).filter(pk=offer.pk))))


def _posted(
    request: HttpRequest, pk: int, name: str, do: Callable[[Offer, StaffForm], str]
) -> HttpResponse:
    offer, form = found_offer(pk), FORMS[name](request.POST)
    back = reverse("staff:offer-edit", args=[pk])

    def done() -> HttpResponse:
        messages.success(request, do(offer, form))
        return redirect(back)

    return done_or_back(request, form, done, to=back, name=name)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_POST
def offer_record(request: HttpRequest, offer: int) -> HttpResponse:
    """What somebody answered who called, wrote or came."""

    def do(found: Offer, form: StaffForm) -> str:
        given = form.cleaned_data
        said = Said(given["way"], given["note"], uuid.uuid4())
        record_answer(
            by=request.user,
            offer=found,
            answer=given["answer"],
            legal_name=given["legal_name"],
            pay_by=given["pay_by"],
            said=said,
        )
        return "It is recorded. They are told by email, if there is one."

    return _posted(request, offer, "record", do)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_POST
def offer_call(request: HttpRequest, offer: int) -> HttpResponse:
    """A call that brought no answer yet, and when to try again."""

    def do(found: Offer, form: StaffForm) -> str:
        note_call(by=request.user, offer=found, entry_key=uuid.uuid4(), **form.cleaned_data)
        return "The call is noted."

    return _posted(request, offer, "call", do)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_POST
def offer_extend(request: HttpRequest, offer: int) -> HttpResponse:
    """More time to answer."""

    def do(found: Offer, form: StaffForm) -> str:
        extend_offer(by=request.user, offer=found, **form.cleaned_data)
        return "They have more time, and are told by email, if there is one."

    return _posted(request, offer, "extend", do)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer_take_back(request: HttpRequest, offer: int) -> HttpResponse:
    """Ask once, with what follows and why; then take back an offer that nobody has answered."""
    found = found_offer(offer)
    application = found.decision.application
    form = form_of(
        request, TakeBackForm, sure=f"I have read this: the offer to {application} is taken back"
    )

    def take_back() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        take_back_offer(by=request.user, offer=found, reason=reason)
        messages.success(request, "The offer is taken back.")
        return redirect("staff:offer-edit", offer)

    if request.method == "POST":
        return done_or_back(request, form, take_back)
    if not found.is_open and not form.errors:
        return redirect("staff:offer-edit", offer)
    context = {
        "title": "Take an offer back",
        "offer": found,
        "call": application.call,
        "application": application,
        "name": shown_name(request, application, "take the offer back"),
        "reach": reach_of(application),
        "form": form,
    }
    return staff_site.render(request, "selection/offers/offer_take_back.html", context)
