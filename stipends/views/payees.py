"""Staff pages of finance: whom to pay and where, each opening on the access log."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core import access_log
from core.kept_input import done_or_back, kept_of, redirect_back
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from selection.offers.queries import Payee, payee_of
from stipends.actions.payee import note_payee
from stipends.enums import TaxForm
from stipends.forms import PayeeForm
from stipends.parts import Part
from stipends.views.paying import chosen_parts, found_part, of_call


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payees_open(request: HttpRequest) -> HttpResponse:
    """The sheets of one or several: by a button, which leads to an address of this session alone.

    Each sheet that is shown is on the access log.
    """
    if request.method == "POST":
        return redirect_back(request)
    kept = kept_of(request)
    parts = chosen_parts(kept.data.getlist("part")) if kept else []
    if not parts:
        messages.info(request, "Choose some payments first.")
        return redirect("staff:payment-list")
    access_log.record_each(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_ids=sorted({part.application.pk for part in parts}),
        query="whom to pay",
    )
    context = {
        "title": "Payee sheet" if len(parts) == 1 else f"{len(parts)} payee sheets",
        "sheets": [(part, _payee(part)) for part in parts],
        "call": parts[0].application.call,
        "back": reverse("staff:payment-detail", args=[parts[0].pk])
        if len(parts) == 1
        else of_call("payment-list", parts[0].application.call),
    }
    return staff_site.render(request, "stipends/payees_open.html", context)


def _payee(part: Part) -> Payee | None:
    return payee_of(part.agreement.seat.offer) if part.agreement.seat else None


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payee_note(request: HttpRequest, part: int) -> HttpResponse:
    """That a tax form came, and finance's own number for them."""
    found, form = found_part(part), PayeeForm(request.POST)
    back = reverse("staff:payment-detail", args=[part])

    def done() -> HttpResponse:
        given = form.cleaned_data
        note_payee(
            by=request.user,
            agreement=found.agreement,
            tax_form=TaxForm(given["tax_form"]),
            tax_form_on=given["tax_form_on"],
            payee_number=given["payee_number"],
        )
        messages.success(request, "It is noted.")
        return redirect(back)

    return done_or_back(request, form, done, to=back, name="payee")
