"""A member's own page: they may get less of their stipend, get it later, or decline it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.form.own_page import ask_for_code, own_application, published_call
from core.actions import Refused
from stipends.actions.agree import decline_stipend
from stipends.enums import StipendStatus
from stipends.queries import stipend_of

DECLINED = "declined"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stipend_less(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to ask for less or later, and the button that declines what is not prepared yet."""
    call = published_call(slug)
    application = own_application(request, call)
    if application is None:
        return ask_for_code(request, call)
    status = reverse("applications:application-status", args=[call.slug])
    stipend = stipend_of(application)
    if stipend is None or not stipend.can_be_declined:
        return redirect(f"{status}#stipend")
    if request.method == "POST":
        try:
            for agreement in {part.agreement for part in stipend.parts}:
                decline_stipend(by=None, agreement=agreement)
        except Refused:
            return redirect(f"{status}#stipend")
        return redirect(f"{status}?{DECLINED}#stipend")
    declined = [part for part in stipend.of_stipend if part.status == StipendStatus.TO_APPROVE]
    context = {"call": call, "back_url": status, "parts": declined}
    return render(request, "stipends/stipend_less.html", context)
