"""Finance types in from how much a year payments are reported to the tax office."""

from django.core.exceptions import PermissionDenied

from core.actions import Refused, action
from core.models import User
from core.permissions import Permission
from stipends.models import TaxThreshold


@action
def note_threshold(*, by: User, year: int, amount_cents: int, source: str) -> TaxThreshold:
    """The threshold from a year on, with where it says so.

    Typed again for the same year it takes the place of the first. Refused for the years of which
    the law itself says it.
    """
    if not by.may(Permission.PAY_STIPENDS):
        raise PermissionDenied
    settled = TaxThreshold.objects.filter(noted_by=None).order_by("year").last()
    if settled and year <= settled.year:
        message = f"Until {settled.year} the law says it. Enter a later year."
        raise Refused(message, "settled", field="year")
    return TaxThreshold.objects.create(
        year=year, amount_cents=amount_cents, source=source, noted_by=by
    )
