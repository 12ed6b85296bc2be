"""Finance types in from how much a year payments are reported to the tax office."""

from django.core.exceptions import PermissionDenied

from core.actions import Refused, action
from core.models import User
from core.permissions import Permission
from stipends.models import TaxThreshold


@action
def note_threshold(*, by: User, year: int, amount_cents: int, source: str) -> TaxThreshold:
    """The threshold from a year on, with where it says so. Refused if that year has one."""
    if not by.may(Permission.PAY_STIPENDS):
        raise PermissionDenied
    if TaxThreshold.objects.filter(year=year).exists():
        raise Refused(f"{year} has a threshold. It is never rewritten.", "has_one", field="year")
    return TaxThreshold.objects.create(
        year=year, amount_cents=amount_cents, source=source, noted_by=by
    )
