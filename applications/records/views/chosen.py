"""Staff pages: something that is done to all applications that were chosen in a list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.enums import CheckedAgainst
from applications.models import Application
from applications.records.actions.check_residencies import verify_residencies
from applications.records.actions.log_contact import log_contacts
from applications.records.bulk import Bulk, bulk_page
from applications.records.forms import CheckedAgainstForm, ContactNoteForm
from core.permissions import Permission
from core.staff_site import staff_page


@staff_page(Permission.KEEP_RECORDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def residencies_verify(request: HttpRequest) -> HttpResponse:
    """Note of many that they live in the city, checked against the same thing."""

    def verify(
        applications: Sequence[Application], values: Mapping[str, Any]
    ) -> Mapping[Application, str]:
        reason = CheckedAgainst(values["against"]).as_reason
        return verify_residencies(by=request.user, applications=applications, reason=reason)

    return bulk_page(request, Bulk("They live in the city", CheckedAgainstForm, verify))


@staff_page(Permission.KEEP_RECORDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contacts_note(request: HttpRequest) -> HttpResponse:
    """Note the same contact with many."""

    def note(applications: Sequence[Application], values: Mapping[str, Any]) -> None:
        log_contacts(by=request.user, applications=applications, entry=values)

    return bulk_page(request, Bulk("Note a contact", ContactNoteForm, note))
