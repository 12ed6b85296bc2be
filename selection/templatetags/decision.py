"""The decision on an application, on the staff pages about it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context

from applications.enums import ResidencyStatus
from applications.models import Application, Call
from core.models import User
from core.permissions import Permission
from selection.board import on_the_board
from selection.enums import OPEN_RELEASE
from selection.models import Offer, Release, Seat
from selection.offers.queries import offer_of
from selection.queries import decision_of

register = template.Library()


@register.simple_tag(takes_context=True)
def members_of(context: Context, call: Call) -> set[int]:
    """Ids of the applications on the board, as far as the reader may know of them."""
    if not _may_see(context["user"]):
        return set()
    return set(on_the_board(call).values_list("application", flat=True))


@register.inclusion_tag("selection/_decision_on_application.html", takes_context=True)
def decision_on(context: Context, application: Application) -> dict[str, Any]:
    """Whether a seat is given to it, by whom; nothing for who neither chooses nor releases."""
    if not _may_see(context["user"]):
        return {}
    decision = decision_of(application)
    return {
        "user": context["user"],  # for the links of references
        "application": application,
        "decision": decision,
        "stands": _offer_of(context["user"], application) if decision else None,
        "open": Release.objects.filter(
            decisions__application=application, status__in=OPEN_RELEASE
        ).first(),
        "may_choose": context["user"].may(Permission.CHOOSE_MEMBERS),
        "not_a_resident": ResidencyStatus.NOT_A_RESIDENT,
    }


@dataclass(frozen=True)
class Stands:
    """How the newest offer to somebody stands: with their seat, and who took it after them."""

    offer: Offer
    seat: Seat | None
    next_one: Application | None


def _offer_of(reader: User, application: Application) -> Stands | None:
    offer = offer_of(application) if reader.may(Permission.LOOK_AFTER_MEMBERS) else None
    if offer is None:
        return None
    seat = Seat.objects.filter(offer=offer).first()
    later = Seat.objects.none()
    if seat and seat.until:
        later = Seat.objects.filter(call=seat.call_id, number=seat.number, since__gte=seat.until)
    after = later.select_related("offer__decision__application").order_by("since").first()
    return Stands(offer, seat, after and after.offer.decision.application)


def _may_see(reader: User) -> bool:
    return reader.may(Permission.CHOOSE_MEMBERS) or reader.may(Permission.RELEASE_DECISIONS)
