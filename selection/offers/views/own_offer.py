"""An applicant's own pages about an offer: what it is, and one page for each answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.form.own_page import (
    BACK,
    OTHER_LANGUAGE,
    ask_for_code,
    own_application,
    published_call,
)
from applications.models import Call
from core.actions import Refused
from selection.enums import PayBy
from selection.models import Offer
from selection.offers.actions.answer import Payee, accept_offer, ask_to_talk, decline_offer
from selection.offers.forms import AcceptForm
from selection.offers.queries import offer_of

ACCEPT, WITHOUT, TALK, DECLINE = "accept", "accept-without", "talk", "decline"
TITLES = {
    ACCEPT: _("Accept the seat"),
    WITHOUT: _("Accept the seat without the stipend"),
    TALK: _("Talk with us first"),
    DECLINE: _("Decline the seat"),
}
BUTTONS = TITLES | {TALK: _("Ask us to get in touch")}
MEANWHILE = "meanwhile"


@never_cache
@require_http_methods(["GET", "HEAD"])
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The offer with its four answers; once it is answered, the status page says how it stands."""
    call = published_call(slug)
    application = own_application(request, call)
    if application is None:
        return ask_for_code(request, call)
    offer = offer_of(application)
    if offer is None or not _waits(offer):
        return redirect("applications:application-status", call.slug)
    choices = [
        (ACCEPT, _("I accept the seat and the stipend")),
        (WITHOUT, _("I accept the seat without the stipend")),
        (TALK, _("I want to talk with you first")),
        (DECLINE, _("I decline the seat")),
    ]
    if offer.asks_to_talk:
        choices = [each for each in choices if each[0] != TALK]
    context = {"call": call, "offer": offer, "choices": choices}
    return render(request, "selection/offers/offer_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer_answer(request: HttpRequest, slug: str, answer: str) -> HttpResponse:
    """One answer, confirmed by its button."""
    call = published_call(slug)
    if answer not in TITLES:
        raise Http404
    application = own_application(request, call)
    if application is None:
        return _without_access(request, call)
    offer = offer_of(application)
    if offer is None or (not _waits(offer) and request.method != "POST"):
        return redirect("applications:application-status", call.slug)
    if BACK in request.POST:
        return redirect("offers:offer-detail", call.slug)
    form = None
    if answer == ACCEPT:
        form = _form(request)
        if request.method == "POST" and form.is_bound and form.is_valid():
            return _store(call, offer, answer, form)
    elif request.method == "POST" and OTHER_LANGUAGE not in request.POST:
        return _store(call, offer, answer)
    context = {
        "call": call,
        "offer": offer,
        "form": form,
        "title": TITLES[answer],
        "button": BUTTONS[answer],
        "answer": answer,
        "keeps_typed": True,
        "back_url": reverse("offers:offer-detail", args=[call.slug]),
    }
    return render(request, "selection/offers/offer_answer.html", context)


def _waits(offer: Offer) -> bool:
    return offer.is_open and offer.decision.application.status == "received"


def _form(request: HttpRequest) -> AcceptForm:
    """Empty, as typed before another language was chosen, or to be validated."""
    if request.method != "POST":
        return AcceptForm()
    if OTHER_LANGUAGE in request.POST:
        return AcceptForm(initial=request.POST.dict())
    return AcceptForm(request.POST)


def _without_access(request: HttpRequest, call: Call) -> HttpResponse:
    """Ask for the code; what was typed is shown for copying."""
    form = AcceptForm()
    name = request.POST.get("legal_name", "")
    typed = [(str(form["legal_name"].label), name)] if name else None
    return ask_for_code(request, call, typed=typed)


def _store(call: Call, offer: Offer, answer: str, form: AcceptForm | None = None) -> HttpResponse:
    """Store it, and lead to the status page, which says what stands now."""
    status = reverse("applications:application-status", args=[call.slug])
    try:
        if answer == DECLINE:
            decline_offer(by=None, offer=offer)
        elif answer == TALK:
            ask_to_talk(by=None, offer=offer)
        else:
            accept_offer(by=None, offer=offer, payee=form and _payee(form))
    except Refused:
        return redirect(f"{status}?{MEANWHILE}#answer")
    return redirect(f"{status}#answer")


def _payee(form: AcceptForm) -> Payee:
    given = form.cleaned_data
    return Payee(given["legal_name"], PayBy(given["pay_by"]), get_language())
