"""Today, the home page of the staff site, and the page about the site's health."""

from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from applications.enums import CallState
from applications.form.queries.calls import selected_call
from core import kept_input
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from reports import health
from reports.queries import typed_in_today
from reports.today import figures_of, reading_of, todo_of

# Of what a clerk typed in today.
SORTS = {
    "reference": attrgetter("revision.application.reference"),
    "came": attrgetter("revision.application.channel"),
    "language": attrgetter("revision.language"),
    "entered": attrgetter("entered_at"),
}


@staff_page(None)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The home page of the staff site; roles decide what it shows."""
    call, calls = selected_call(request.GET.get("call", ""))
    person = request.user
    reading = reading_of(person, call)
    todo = todo_of(person, call, reading)
    context: dict[str, Any] = {
        "title": "Today",
        "call": call,
        "calls": calls,
        "is_open": call is not None and call.state in (CallState.OPEN, CallState.CLOSING_SOON),
        "has_role": bool(person.get_all_permissions()),
        "now": timezone.now(),
        "todo": todo,
        "first": next(iter([*todo.now, *todo.later, *todo.pages]), None),
        "may_view_applications": person.may(Permission.VIEW_APPLICATIONS),
        "begun": kept_input.begun(request.session),
    }
    if person.may(Permission.ENTER_PAPER):
        typed = typed_in_today(person)
        context["typed"] = short_table(request, typed, sorts=SORTS, name="typed", keep=["call"])
    if call is not None:
        context |= figures_of(person, call, reading)
    return staff_site.render(request, "reports/today.html", context)


@staff_page(Permission.SEE_HEALTH, label="Health")
@require_GET
def health_detail(request: HttpRequest) -> HttpResponse:
    """What runs, what is full, what is old, and the settings."""
    context = {
        "title": "Health",
        "findings": [*health.findings(), *health.queues()],
        "configuration": health.configuration(),
    }
    return staff_site.render(request, "reports/health_detail.html", context)
