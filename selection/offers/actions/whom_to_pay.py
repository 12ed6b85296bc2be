"""Whom to pay and how: noted for who wanted no stipend, and corrected where it is wrong."""

from django.core.exceptions import PermissionDenied

from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.permissions import Permission
from core.tax_numbers import refuse_tax_number
from selection.enums import OfferStatus, OfferStepKind, PayBy
from selection.models import Acceptance, Offer, OfferStep
from selection.offers.queries import last_correction


@action
def note_whom_to_pay(*, by: User, offer: Offer, legal_name: str, pay_by: PayBy) -> Acceptance:
    """So that they can be paid back what they spent. What is known already stands.

    Refused where it was erased, and for who never took a seat. No notice about benefits stood above
    it: what is paid back is no income.
    """
    if not by.may(Permission.LOOK_AFTER_MEMBERS):
        raise PermissionDenied
    refuse_tax_number(legal_name, field="legal_name")
    offer = Offer.objects.select_for_update(of=["self"]).get(pk=offer.pk)
    if offer.status not in (OfferStatus.ACCEPTED, OfferStatus.LEFT):
        raise Refused("They never took a seat: nothing is paid to them.", "no_seat")
    known = Acceptance.objects.filter(offer=offer).first()
    if known and known.erased_at:
        raise Refused("This person is erased: nothing more is paid to them.", "erased")
    return known or Acceptance.objects.create(offer=offer, legal_name=legal_name, pay_by=pay_by)


@action
def correct_whom_to_pay(
    *, by: User, offer: Offer, legal_name: str, pay_by: PayBy, reason: str, seen: int
) -> Acceptance:
    """Another legal name or way of payment than was noted, with a reason, which names nobody.

    `seen` is the last correction that the page showed, 0 for none. What was noted before is not
    kept: a name is no one's business but the payee's. Payments that went out are not changed.
    """
    if not by.may(Permission.LOOK_AFTER_MEMBERS):
        raise PermissionDenied
    refuse_tax_number(legal_name, field="legal_name")
    refuse_tax_number(reason, field="reason")
    offer = Offer.objects.select_for_update(of=["self"]).get(pk=offer.pk)
    known = Acceptance.objects.filter(offer=offer, erased_at=None).first()
    if known is None:
        raise Refused("Nobody is noted whom to pay, or it was erased.", "nobody_known")
    if seen != last_correction(offer):
        raise ChangedMeanwhile("Somebody else corrected it since you opened this. Look again.")
    if not reason.strip():
        raise Refused("Say why. It is kept with the offer.", "no_reason", field="reason")
    if (known.legal_name, known.pay_by) == (legal_name, pay_by):
        raise Refused("This is what is noted already.", "same")
    known.legal_name, known.pay_by = legal_name, pay_by
    known.save()
    OfferStep.objects.create(
        offer=offer, kind=OfferStepKind.PAYEE_CORRECTED, staff=by, reason=reason.strip()
    )
    return known
