"""Contact, home and language after the deadline: who may change them, and who moved away."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from applications.enums import ApplicationStatus, Detail, Resident, ZipKind
from applications.models import Application, Call, ContactChange, ResidencyCheck, ZipCode


def may_change_details(application: Application) -> bool:
    """Whether contact, home and language may be changed now: as long as we hold them.

    Before the deadline a correction does that.
    """
    return application.erased_at is None and application.call.has_closed


def changes_so_far(application: Application) -> int:
    """The number of the last change; 0 if there is none."""
    changes = ContactChange.objects.filter(application=application).order_by("-number")
    return changes.values_list("number", flat=True).first() or 0


def may_live_elsewhere(home: Mapping[str, Any]) -> bool:
    """Whether a home, as the form of a move cleans it, may be outside the city."""
    if home["lives_in_city"] != Resident.YES:
        return True
    zip_code = home["zip_code"]
    if not zip_code or not ZipCode.objects.exists():
        return False
    known = ZipCode.objects.filter(code=zip_code).first()
    return known is None or known.kind in (ZipKind.ELSEWHERE, ZipKind.PARTLY)


def moved_away(call: Call) -> QuerySet[ContactChange]:
    """The last moves that may have led out of the city, of which nobody has checked the residency
    since."""
    return _moves_to_check().filter(
        application__call=call, application__status=ApplicationStatus.RECEIVED
    )


def moves_away_of(applications: Iterable[int]) -> dict[int, ContactChange]:
    """Those of these applications, by the application's id."""
    moves = _moves_to_check().filter(application__in=applications)
    return {move.application_id: move for move in moves}


def _moves_to_check() -> QuerySet[ContactChange]:
    return _last_moves().all()


@cache
def _last_moves() -> QuerySet[ContactChange]:
    """Put together once, since Today and each list ask it; never evaluated."""
    same = {"application": OuterRef("application")}
    checked = ResidencyCheck.objects.filter(**same, at__gt=OuterRef("at"))
    later = ContactChange.objects.filter(**same, detail=Detail.HOME, number__gt=OuterRef("number"))
    moves = ContactChange.objects.filter(may_live_elsewhere=True)
    return moves.filter(~Exists(checked), ~Exists(later))
