"""The readiness list of a call: what it still needs, and the button to publish it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from applications.calls.readiness import findings
from applications.form.call_items import whole_calls
from core.permissions import Permission
from core.staff_site import staff_page, staff_site


@staff_page(Permission.CONFIGURE_CALLS)
@require_GET
def readiness_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Findings that block publishing, warnings, and the button to publish."""
    call = get_object_or_404(whole_calls(), slug=slug)
    found = findings(call)
    context = {
        "title": "Readiness",
        "call": call,
        "blocking": [each for each in found if each.blocks and not each.is_check],
        "checks": [each for each in found if each.is_check],
        "warning": [each for each in found if not each.blocks],
        "opens_at_once": call.opens_at <= timezone.now(),
    }
    return staff_site.render(request, "applications/calls/readiness_list.html", context)
