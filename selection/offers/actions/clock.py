"""What the clock does: make offers, remind, and end those that nobody answered in time."""

from datetime import timedelta

from django.utils import timezone

from applications.enums import ApplicationStatus
from core.actions import action
from selection.enums import OfferStatus, OfferStepKind
from selection.models import Offer, OfferStep
from selection.offers import emails
from selection.offers.queries import not_offered, open_offers

TO_ANSWER = timedelta(days=14)  # where a release names no day
REMINDED_BEFORE = timedelta(days=3)


@action
def make_offers(*, by: None) -> int:
    """Offer a seat to every released member. Two workers may do so at once."""
    made = 0
    for decision in not_offered():
        last_day = decision.release.reply_by
        if last_day is None or last_day < timezone.localdate():
            last_day = timezone.localdate() + TO_ANSWER
        offer, is_new = Offer.objects.get_or_create(
            decision=decision, defaults={"reply_by": last_day}
        )
        if is_new:
            OfferStep.objects.create(
                offer=offer, kind=OfferStepKind.MADE, by_clock=True, reply_by=last_day
            )
            made += 1
    return made


@action
def remind_of_offers(*, by: None) -> int:
    """Remind whoever has not answered, once for each last day, some days before it."""
    today = timezone.localdate()
    due = open_offers().filter(reply_by__gte=today, reply_by__lte=today + REMINDED_BEFORE)
    reminded = 0
    for offer in due.select_for_update(skip_locked=True, of=["self"]):
        sent = OfferStep.objects.filter(
            offer=offer, kind=OfferStepKind.REMINDED, reply_by=offer.reply_by
        )
        # not on the day on which it was made: the letter has just said so
        if sent.exists() or timezone.localdate(offer.made_at) == today:
            continue
        OfferStep.objects.create(
            offer=offer, kind=OfferStepKind.REMINDED, by_clock=True, reply_by=offer.reply_by
        )
        emails.queue_reminder(offer)
        reminded += 1
    return reminded


@action
def lapse_offers(*, by: None) -> int:
    """End the offers whose last day is over. An answer that is being stored comes first."""
    over = open_offers().filter(reply_by__lt=timezone.localdate())
    lapsed = 0
    for offer in over.select_for_update(skip_locked=True, of=["self"]):
        if offer.decision.application.status != ApplicationStatus.RECEIVED:
            continue
        offer.status, offer.asks_to_talk = OfferStatus.LAPSED, False
        offer.save()
        OfferStep.objects.create(offer=offer, kind=OfferStepKind.LAPSED, by_clock=True)
        emails.queue_ended(offer)
        lapsed += 1
    return lapsed
