"""Staff pages of coordinators: more money than the call has, by two people."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from stipends.actions.budget import agree_to_more, ask_for_more, drop_request
from stipends.budget import budget_of
from stipends.forms import MoreMoneyForm
from stipends.models import BudgetIncrease
from stipends.views.paying import of_call


@staff_page(Permission.APPROVE_STIPENDS)
@require_http_methods(["GET", "HEAD", "POST"])
def increase_ask(request: HttpRequest) -> HttpResponse:
    """Ask for more, with the reason that a second person reads."""
    call, _calls = selected_call(request.GET.get("call", ""))
    if call is None:
        raise Http404
    form = form_of(request, MoreMoneyForm)

    def done() -> HttpResponse:
        ask_for_more(by=request.user, call=call, **form.cleaned_data)
        messages.success(request, "Asked. It counts once another coordinator agrees.")
        return redirect(of_call("stipend-list", call))

    if request.method == "POST":
        return done_or_back(request, form, done)
    context = {"title": "More money", "call": call, "form": form, "budget": budget_of(call)}
    return staff_site.render(request, "stipends/increase_ask.html", context)


@staff_page(Permission.APPROVE_STIPENDS)
@require_POST
def increase_agree(request: HttpRequest, increase: int) -> HttpResponse:
    """The second person agrees."""
    found = get_object_or_404(BudgetIncrease.objects.select_related("call"), pk=increase)
    with refusal_as_message(request):
        agree_to_more(by=request.user, increase=found)
        messages.success(request, "The call has more money.")
    return redirect(of_call("stipend-list", found.call))


@staff_page(Permission.APPROVE_STIPENDS)
@require_POST
def increase_drop(request: HttpRequest, increase: int) -> HttpResponse:
    """Take a request back."""
    found = get_object_or_404(BudgetIncrease.objects.select_related("call"), pk=increase)
    with refusal_as_message(request):
        drop_request(by=request.user, increase=found)
        messages.success(request, "The request is taken back.")
    return redirect(of_call("stipend-list", found.call))
