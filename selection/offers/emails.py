"""Mail about offers, in the applicant's language; with the link to their own page."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.form.notices import PaperNotice, notice_on_paper, queue_notice
from applications.models import Application
from core.models import OutgoingMail
from selection.enums import OfferStatus
from selection.models import Offer

_FOLDER = "selection/offers/mail"
# Translators: the subject of an email
_ENDED = _("Our offer of a seat has ended (%(reference)s)")
# Translators: the subject of an email
_LEFT = _("You have left the group (%(reference)s)")


def queue_reminder(offer: Offer) -> OutgoingMail | None:
    """ "Please answer", with the last day."""
    # Translators: the subject of an email
    subject = _("A seat in the group: please answer (%(reference)s)")
    return _queue(offer, "reminder", subject, reply_by=offer.reply_by)


def queue_more_time(offer: Offer) -> OutgoingMail | None:
    """ "You have more time", with the new last day."""
    # Translators: the subject of an email
    subject = _("You have more time to answer our offer (%(reference)s)")
    return _queue(offer, "more_time", subject, reply_by=offer.reply_by)


def queue_answer(offer: Offer) -> OutgoingMail | None:
    """What they answered, or that they asked to talk: so that nobody answers for them unnoticed."""
    # Translators: the subject of an email
    subject = _("Your answer about the seat (%(reference)s)")
    return _queue(offer, "answer", subject)


def queue_ended(offer: Offer) -> OutgoingMail | None:
    """That it lapsed, was taken back, or that the seat ended."""
    return _queue(offer, "ended", _ENDED)


def queue_left(offer: Offer, last_day: date) -> OutgoingMail | None:
    """That they are no member any more, from the day after the last one; nothing about why."""
    return _queue(offer, "left", _LEFT, last_day=last_day)


def end_on_paper(offer: Offer) -> PaperNotice:
    """The same as either of these two, to be printed for somebody without email."""
    has_left = offer.status == OfferStatus.LEFT
    return notice_on_paper(
        application=offer.decision.application,
        template=f"{_FOLDER}/{'left' if has_left else 'ended'}.txt",
        subject=_LEFT if has_left else _ENDED,
        offer=offer,
        last_day=offer.seat.until if has_left else None,
    )


def queue_still_available(application: Application, answer_by: date) -> OutgoingMail | None:
    """Asks a reserve whether they would still take part."""
    # Translators: the subject of an email
    subject = _("Do you still want to take part? (%(reference)s)")
    return queue_notice(
        application=application,
        template=f"{_FOLDER}/still_available.txt",
        subject=subject,
        has_link=True,
        reply_by=answer_by,
    )


def _queue(offer: Offer, template: str, subject: Promise, **context: Any) -> OutgoingMail | None:
    return queue_notice(
        application=offer.decision.application,
        template=f"{_FOLDER}/{template}.txt",
        subject=subject,
        has_link=template in ("reminder", "more_time"),
        offer=offer,
        **context,
    )
