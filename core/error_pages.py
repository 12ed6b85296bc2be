"""What is answered when a page is not open, not there or broken; for staff in the staff's frame."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from core.resubmit import is_of_staff
from core.staff_site import staff_site


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the page of something that one's role does not open."""
    if not _has_frame(request):
        return defaults.permission_denied(request, exception)
    context = {"title": "You cannot open this page"}
    return staff_site.render(request, "staff_errors/403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing has this address."""
    if not _has_frame(request):
        return defaults.page_not_found(request, exception)
    context = {"title": "We cannot find this page"}
    return staff_site.render(request, "staff_errors/404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. Its page is made without anything that may be broken, too."""
    if not is_of_staff(request):
        return defaults.server_error(request)
    return defaults.server_error(request, template_name="staff_errors/500.html")


def _has_frame(request: HttpRequest) -> bool:
    """Whether the staff's frame can be drawn: a request refused at the door has no person yet."""
    return is_of_staff(request) and hasattr(request, "user")
