"""Whom to pay and how, as somebody told staff who accepted their seat without the stipend."""

from django.core.exceptions import PermissionDenied

from core.actions import Refused, action
from core.models import User
from core.permissions import Permission
from selection.enums import OfferStatus, PayBy
from selection.models import Acceptance, Offer


@action
def note_whom_to_pay(*, by: User, offer: Offer, legal_name: str, pay_by: PayBy) -> Acceptance:
    """So that they can be paid back what they spent. What is known already stands.

    Refused where it was erased, and for who never took a seat. No notice about benefits stood above
    it: what is paid back is no income.
    """
    if not by.may(Permission.LOOK_AFTER_MEMBERS):
        raise PermissionDenied
    offer = Offer.objects.select_for_update(of=["self"]).get(pk=offer.pk)
    if offer.status not in (OfferStatus.ACCEPTED, OfferStatus.LEFT):
        raise Refused("They never took a seat: nothing is paid to them.", "no_seat")
    known = Acceptance.objects.filter(offer=offer).first()
    if known and known.erased_at:
        raise Refused("This person is erased: nothing more is paid to them.", "erased")
    return known or Acceptance.objects.create(offer=offer, legal_name=legal_name, pay_by=pay_by)
