"""Questions about where applicants live: who does not live in the city."""

from collections.abc import Mapping

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from applications.duplicates.queries import in_state
from applications.enums import ResidencyStatus, Resident
from applications.form import codes
from applications.models import ResidencyCheck, Revision, SearchEntry
from applications.models.search_entry import matching


def lives_elsewhere(application: str = "pk") -> ExpressionWrapper:
    """Of each row, whether the sender of its application is not a resident: cannot be chosen.

    Staff found so; or the form itself says so, and staff have not found otherwise. `application`
    is the way from the row to the application's id.
    """
    checks = ResidencyCheck.objects.filter(application=OuterRef(application)).order_by("-number")
    last = Coalesce(Subquery(checks.values("status")[:1]), Value(ResidencyStatus.UNVERIFIED))
    says_no = Revision.objects.filter(
        application=OuterRef(application), is_current=True, lives_in_city=Resident.NO
    )
    found_elsewhere = Q(Exact(last, Value(ResidencyStatus.NOT_A_RESIDENT)))
    verified = Q(Exact(last, Value(ResidencyStatus.VERIFIED)))
    said_elsewhere = Q(Exists(says_no)) & ~verified
    return ExpressionWrapper(found_elsewhere | said_elsewhere, BooleanField())


def search_entries(wanted: Mapping[str, str], text: str = "") -> QuerySet[SearchEntry]:
    """Applications as staff's lists show them, the newest first.

    `wanted` are exact values by field: call and neighborhood by slug, status, channel, language
    and residency; `duplicate` is a DuplicateState. `text` is names, a reference, an e-mail
    address, a phone number or parts of them, in any spelling: all its words must be found.
    """
    lookups = {"call": "call__slug", "neighborhood": "neighborhood__slug"}
    exact = {lookups.get(field, field): value for field, value in wanted.items() if value}
    state = exact.pop("duplicate", "")
    found = SearchEntry.objects.filter(**exact).select_related("application", "neighborhood")
    found = found.filter(in_state(state)) if state else found
    return found.filter(matching(text, codes.symbols_of_reference(text))) if text else found
