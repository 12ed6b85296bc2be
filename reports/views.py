"""Today, the home page of the staff site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from applications.form.queries.calls import selected_call
from applications.models import Call
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from reports import queries
from reports.mail import mail_waiting
from reports.today import cards_of
from selection.queries import representation_of


@staff_page(None)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The home page of the staff site; roles decide what it shows."""
    call, calls = selected_call(request.GET.get("call", ""))
    context: dict[str, Any] = {
        "title": "Today",
        "call": call,
        "calls": calls,
        "roles": request.user.roles,
        "cards": cards_of(request.user, call),
    }
    if request.user.may(Permission.CHOOSE_MEMBERS) or request.user.may(Permission.MANAGE_ACCOUNTS):
        context["mail"] = mail_waiting()
        context["may_view_applications"] = request.user.may(Permission.VIEW_APPLICATIONS)
    if call is not None:
        context |= _figures(request, call)
    return staff_site.render(request, "reports/today.html", context)


def _figures(request: HttpRequest, call: Call) -> dict[str, Any]:
    """The figures that this person's permissions allow."""
    may = request.user.may
    figures: dict[str, Any] = {}
    if may(Permission.VIEW_APPLICATIONS):
        figures["days"] = queries.applications_by_day(call)
        figures["channels"] = queries.applications_by_channel(call)
        figures["applications"] = sum(count for _channel, count in figures["channels"])
    if may(Permission.CHOOSE_MEMBERS):
        figures["representation"] = representation_of(call)
    return figures
