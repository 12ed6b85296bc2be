"""The readiness list of a call, joined here from the findings of all apps."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from applications.calls import readiness
from applications.calls.readiness import Finding
from applications.form.call_items import whole_calls
from applications.models import Call
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from reviewers.models import Criterion
from selection.models import Target


@staff_page(Permission.CONFIGURE_CALLS)
@require_GET
def readiness_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Findings that block publishing, warnings, and the button to publish."""
    call = get_object_or_404(whole_calls(), slug=slug)
    found = [*readiness.findings(call), *_of_later_apps(call)]
    context = {
        "title": "Readiness",
        "call": call,
        "blocking": [each for each in found if each.blocks],
        "warning": [each for each in found if not each.blocks],
        "opens_at_once": call.opens_at <= timezone.now(),
    }
    return staff_site.render(request, "reports/readiness_list.html", context)


def _of_later_apps(call: Call) -> Iterator[Finding]:
    """Warnings about what reviewing and choosing will need."""
    if not Criterion.objects.filter(call=call).exists():
        yield Finding(False, "There are no criteria yet. Reviewers cannot score without them.")
    if not Target.objects.filter(call=call).exists():
        yield Finding(False, "There are no targets yet for choosing a group from the whole city.")
