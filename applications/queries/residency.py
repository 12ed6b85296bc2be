"""Questions about where applicants live: who does not live in the city."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from applications.enums import ResidencyStatus, Resident
from applications.models import Revision, SearchEntry


def not_residents() -> QuerySet[SearchEntry]:
    """Ids of applications whose sender is not a resident: they cannot be chosen.

    Staff found so; or the form itself says so, and staff have not found otherwise.
    """
    says_no = Revision.objects.filter(is_current=True, lives_in_city=Resident.NO)
    found_elsewhere = Q(residency=ResidencyStatus.NOT_A_RESIDENT)
    said_elsewhere = Q(pk__in=says_no.values("application"))
    verified = Q(residency=ResidencyStatus.VERIFIED)
    return SearchEntry.objects.filter(found_elsewhere | said_elsewhere & ~verified).values("pk")


def lives_elsewhere(application: str = "pk") -> ExpressionWrapper:
    """The same of each row, to annotate it with; `application` is the way to its id."""
    return ExpressionWrapper(Q(**{f"{application}__in": not_residents()}), BooleanField())
