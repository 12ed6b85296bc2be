"""Questions about where applicants live: who does not live in the city."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from applications.enums import ResidencyStatus, Resident
from applications.models import ResidencyCheck, Revision


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
