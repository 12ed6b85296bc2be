"""A page for readers: how to score, bias to watch for, what is on record."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from core.permissions import Permission
from core.staff_site import staff_page, staff_site


@staff_page(Permission.REVIEW, label="How to score")
@require_GET
def scoring_guide(request: HttpRequest) -> HttpResponse:
    """The same for every call; what a criterion means stands beside it."""
    return staff_site.render(request, "reviewers/scoring_guide.html", {"title": "How to score"})
