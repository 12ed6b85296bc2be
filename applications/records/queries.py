"""Queries about residency, and the search of applications."""

from collections.abc import Mapping
from functools import cache

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from applications.duplicates.queries import in_state
from applications.enums import ResidencyStatus, Resident
from applications.form import codes
from applications.models import Call, Neighborhood, ResidencyCheck, Revision, SearchEntry
from applications.models.search_entry import matching


@cache
def lives_elsewhere(application: str = "pk") -> ExpressionWrapper:
    """Whether the applicant is not a resident and cannot be chosen.

    By the last check, which the search index has, or by the form if no check says otherwise.
    `application` is the lookup from a row to the application's id.
    """
    entry = SearchEntry.objects.filter(application=OuterRef(application)).order_by()
    says_no = Revision.objects.filter(
        application=OuterRef(application), is_current=True, lives_in_city=Resident.NO
    )
    found_elsewhere = Q(Exists(entry.filter(residency=ResidencyStatus.NOT_A_RESIDENT)))
    verified = Q(Exists(entry.filter(residency=ResidencyStatus.VERIFIED)))
    said_elsewhere = Q(Exists(says_no)) & ~verified
    return ExpressionWrapper(found_elsewhere | said_elsewhere, BooleanField())


def found_elsewhere_at(application: str = "pk") -> Subquery:
    """When the last check found that the applicant is not a resident; NULL if it did not.

    `application` as above.
    """
    checks = ResidencyCheck.objects.filter(application=OuterRef(application)).order_by("-number")
    found = Case(When(status=ResidencyStatus.NOT_A_RESIDENT, then="at"))
    return Subquery(checks.annotate(found_at=found).values("found_at")[:1])


def search_entries(filters: Mapping[str, str], text: str = "") -> QuerySet[SearchEntry]:
    """Entries of the search index for staff's lists, the newest first.

    `filters` are exact values by field: call and neighborhood by slug, status, channel, language
    and residency; `duplicate` is a DuplicateState. `text` is names, a reference, an e-mail
    address, a phone number or parts of them, in any spelling: all its words must match.
    """
    exact = {field: value for field, value in filters.items() if value}
    for field, model in (("call", Call), ("neighborhood", Neighborhood)):
        if slug := exact.get(field):  # an id, not a join: else no index is known to be in order
            exact[field] = Subquery(model.objects.order_by().filter(slug=slug).values("pk"))
    state = exact.pop("duplicate", "")
    entries = SearchEntry.objects.filter(**exact).select_related("application", "neighborhood")
    entries = entries.filter(in_state(state)) if state else entries
    if not text:
        return entries
    reference = codes.symbols_of_reference(text) or codes.beginning_of_reference(text)
    return entries.filter(matching(text, reference))
