"""Whoever changes an offer locks it in one order, so that nobody waits for each other."""

from applications.models import Application, Call
from selection.models import Offer


def locked_offer(offer: Offer) -> Offer:
    """The same, locked after its call and its application, as releases and withdrawals do."""
    application = offer.decision.application
    Call.objects.select_for_update().get(pk=application.call_id)
    Application.objects.select_for_update().get(pk=application.pk)
    locked = Offer.objects.select_for_update(of=["self"])
    return locked.select_related("decision__application__call").get(pk=offer.pk)
