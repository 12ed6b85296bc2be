"""Staff pages: whom to pay for a seat and how, opened by a button, and corrected."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core import access_log
from core.kept_input import done_or_back, form_of, kept_of, redirect_back
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from selection.enums import PayBy
from selection.offers.actions.whom_to_pay import correct_whom_to_pay
from selection.offers.forms import PayeeCorrectForm
from selection.offers.queries import acceptance_of, last_correction
from selection.offers.views.offers import found_offer

CORRECT = "correct"


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer_payee(request: HttpRequest, offer: int) -> HttpResponse:
    """The legal name and the way of payment, by a button: opening them is logged.

    The button leads to an address that opens them in this session alone.
    """
    found = found_offer(offer)
    if request.method == "POST":
        return redirect_back(request)
    if kept_of(request) is None and kept_of(request, CORRECT) is None:
        return redirect("staff:offer-edit", found.pk)
    application = found.decision.application
    access_log.record(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_id=application.pk,
        query="whom to pay",
    )
    payee = acceptance_of(found)
    initial = {"seen": last_correction(found)}
    if payee:
        initial |= {"legal_name": payee.legal_name, "pay_by": payee.pay_by}
    context = {
        "title": f"Whom to pay for {application}",
        "offer": found,
        "application": application,
        "call": application.call,
        "payee": payee,
        "form": form_of(request, PayeeCorrectForm, CORRECT, initial=initial),
    }
    return staff_site.render(request, "selection/offers/offer_payee.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_POST
def payee_correct(request: HttpRequest, offer: int) -> HttpResponse:
    """Another name or way of payment than was noted."""
    found, form = found_offer(offer), PayeeCorrectForm(request.POST)

    def done() -> HttpResponse:
        given = form.cleaned_data
        correct_whom_to_pay(
            by=request.user, offer=found, **given | {"pay_by": PayBy(given["pay_by"])}
        )
        messages.success(request, "Corrected. Finance sees it from now on.")
        return redirect("staff:offer-edit", found.pk)

    back = reverse("staff:offer-payee", args=[found.pk])
    return done_or_back(request, form, done, to=back, name=CORRECT)
