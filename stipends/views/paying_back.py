"""Staff pages of coordinators: childcare and transportation that members are paid back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from selection.enums import PayBy
from selection.models import Seat
from selection.offers.actions.answer import Payee
from stipends.actions.agree import pay_back
from stipends.enums import InstallmentKind
from stipends.forms import FirstPayBackForm, PayBackForm
from stipends.models import Agreement, Installment
from stipends.paying_back import slips_in_paying_back

WAITS = "It waits for approval."


@staff_page(Permission.APPROVE_STIPENDS)
@require_POST
def reimbursement_add(request: HttpRequest, agreement: int) -> HttpResponse:
    """Childcare or transportation, of a member who has an agreement."""
    found = get_object_or_404(Agreement.objects.select_related("seat"), pk=agreement)
    if found.seat is None:
        raise Http404
    form = PayBackForm(request.POST)
    back = reverse("staff:agreement-detail", args=[agreement])

    def done() -> HttpResponse:
        _pay_back(request, found.seat, form)
        return redirect(back)

    return done_or_back(request, form, done, to=back, name="pay-back")


@staff_page(Permission.APPROVE_STIPENDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reimbursement_begin(request: HttpRequest, seat: int) -> HttpResponse:
    """The first, of a member who wants no stipend: with whom to pay, who is not known yet."""
    found = get_object_or_404(
        Seat.objects.select_related("offer__decision__application__call"), pk=seat
    )
    agreement = Agreement.objects.filter(decision=found.offer.decision).first()
    if request.method != "POST" and agreement:
        return redirect("staff:agreement-detail", agreement.pk)
    if not found.offer.declines_stipend:
        raise Http404  # the worker is about to make their agreement
    if request.method == "POST":
        return _begin(request, found)
    application = found.offer.decision.application
    form = form_of(request, FirstPayBackForm, "pay-back")
    ask_about_paying_back(found, form)
    context = {
        "title": f"Pay something back to {application}",
        "application": application,
        "call": application.call,
        "form": form,
    }
    return staff_site.render(request, "stipends/reimbursement_begin.html", context)


def ask_about_paying_back(seat: Seat, form: PayBackForm) -> None:
    """Show with a form that was sent what may be a slip in it."""
    if form.is_bound and {"kind", "amount_cents"} <= form.cleaned_data.keys():
        given = form.cleaned_data
        form.ask(slips_in_paying_back(seat, given["kind"], given["amount_cents"]))


def _begin(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = FirstPayBackForm(request.POST)

    def done() -> HttpResponse:
        part = _pay_back(request, seat, form)
        return redirect("staff:agreement-detail", part.agreement_id)

    return done_or_back(request, form, done, to=request.path, name="pay-back")


def _pay_back(request: HttpRequest, seat: Seat, form: PayBackForm) -> Installment:
    given = form.cleaned_data
    name = given.get("legal_name")
    payee = Payee(name, PayBy(given["pay_by"]), language="") if name else None
    part = pay_back(
        by=request.user,
        seat=seat,
        kind=InstallmentKind(given["kind"]),
        amount_cents=given["amount_cents"],
        payee=payee,
        seen=form.seen_parts(),
        despite=given["despite"],
    )
    messages.success(request, WAITS)
    return part
