"""Staff pages: stipends due, approved and paid."""

from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from applications.enums import ResidencyStatus
from applications.form.queries.calls import selected_call
from applications.models import Call
from core import kept_input
from core.actions import Refused
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import Table, short_table
from selection.enums import Caution
from selection.models import Decision
from stipends import queries
from stipends.actions.approve import approve_stipend
from stipends.actions.pay import pay_stipend
from stipends.enums import EntryKind, StipendStatus
from stipends.forms import PaymentForm
from stipends.models import LedgerEntry

TABLES = ("due", "approved", "paid")
SORTS = {
    "reference": attrgetter("decision.application.reference"),
    "released": attrgetter("decision.release.released_at"),
    "amount": attrgetter("amount_cents"),
    "approved": lambda stipend: stipend.approval and stipend.approval.at,
    "method": lambda stipend: stipend.payment and stipend.payment.get_method_display(),
    "number": lambda stipend: stipend.payment and stipend.payment.number,
    "paid": lambda stipend: stipend.payment and stipend.payment.paid_on,
}


def _page(request: HttpRequest, title: str, template: str) -> HttpResponse:
    call, calls = selected_call(request.GET.get("call", ""))
    stipends = queries.stipends()

    def table(name: str, *statuses: StipendStatus) -> Table:
        rows = [stipend for stipend in stipends if stipend.status in statuses]
        keep = ["call", *(f"{other}-sort" for other in TABLES if other != name)]
        return short_table(request, rows, sorts=SORTS, name=name, keep=keep)

    context = {
        "title": title,
        "call": call,
        "calls": calls,
        "to_approve": table("due", StipendStatus.TO_APPROVE),
        "approved": table("approved", StipendStatus.APPROVED, StipendStatus.PAID),
        "to_pay": table("approved", StipendStatus.APPROVED),
        "paid": table("paid", StipendStatus.PAID),
        "not_a_resident": ResidencyStatus.NOT_A_RESIDENT,
        "unchecked": Caution.UNCHECKED,
        "budget": queries.budget_of(call) if call else None,
    }
    return staff_site.render(request, template, context)


def _of(page: str, call: Call) -> str:
    """The page's address with the call in the query."""
    return f"{reverse(f'staff:{page}')}?call={call.slug}"


@staff_page(Permission.APPROVE_STIPENDS, label="Stipends")
@require_GET
def stipend_list(request: HttpRequest) -> HttpResponse:
    """The coordinator's list: stipends to approve, approved and paid."""
    return _page(request, "Stipends", "stipends/stipend_list.html")


@staff_page(Permission.APPROVE_STIPENDS)
@require_http_methods(["GET", "HEAD", "POST"])
def stipend_approve(request: HttpRequest, decision: int) -> HttpResponse:
    """Approve one member's stipend; it is asked first where nobody checked where they live."""
    decisions = Decision.objects.select_related("application__call")
    decision = get_object_or_404(decisions, pk=decision)
    stipends = _of("stipend-list", decision.application.call)
    if request.method != "POST":
        return _ask_to_confirm(request, decision, stipends) or redirect(stipends)
    despite = request.POST.getlist("despite")
    with refusal_as_message(request):
        try:
            approve_stipend(by=request.user, decision=decision, despite=despite)
        except Refused as refused:
            if refused.code == "not_confirmed":
                return redirect(request.path)
            raise
        messages.success(request, f"The stipend of {decision.application} is approved.")
    return redirect(stipends)


def _ask_to_confirm(request: HttpRequest, decision: Decision, stipends: str) -> HttpResponse | None:
    """That nobody checked where they live, and the button that confirms it; None if it is so."""
    stipend = queries.stipend_of(decision.application)
    if stipend is None or stipend.approval or stipend.waits or not stipend.is_unchecked:
        return None
    context = {
        "title": f"Approve the stipend of {decision.application}",
        "application": decision.application,
        "stipend": stipend,
        "unchecked": Caution.UNCHECKED,
        "stipends": stipends,
    }
    return staff_site.render(request, "stipends/stipend_approve.html", context)


@staff_page(Permission.PAY_STIPENDS, label="Payments")
@require_GET
def payment_list(request: HttpRequest) -> HttpResponse:
    """Finance's list of stipends to pay, by reference, without answers or scores."""
    return _page(request, "Payments", "stipends/payment_list.html")


@staff_page(Permission.PAY_STIPENDS)
def payment_record(request: HttpRequest, approval: int) -> HttpResponse:
    """Record how one approved stipend was paid."""
    approval = get_object_or_404(
        LedgerEntry.objects.select_related("agreement__decision__application__call", "by"),
        pk=approval,
        kind=EntryKind.APPROVED,
    )
    application = approval.agreement.decision.application
    reference = application.reference
    form = kept_input.form_of(request, PaymentForm)
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request):
            pay_stipend(by=request.user, approval=approval, **form.cleaned_data)
            messages.success(request, f"The stipend of {reference} is marked paid.")
        return redirect(_of("payment-list", application.call))
    if request.method == "POST":
        return kept_input.redirect_back(request)
    context = {
        "title": f"Pay {reference}",
        "approval": approval,
        "form": form,
        "waits": queries.waits_for_residency(approval, paid_on=timezone.localdate()),
    }
    return staff_site.render(request, "stipends/payment_record.html", context)
