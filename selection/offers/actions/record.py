"""What somebody said who has no email or called: their answer, or that they were called."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from applications.enums import ContactMethod, Outcome, Topic
from applications.form.queries import supports_of
from applications.models import ContactLogEntry
from applications.records.actions.log_contact import log_contact
from core.actions import action
from core.models import User
from core.tax_numbers import refuse_tax_number
from selection.enums import PayBy
from selection.models import Offer
from selection.offers.actions.answer import Payee, accept_offer, ask_to_talk, decline_offer
from selection.offers.actions.keep import call_again


@dataclass(frozen=True)
class Said:
    """How they told us, and what was said; `entry_key` as in the log of contacts."""

    way: ContactMethod
    note: str
    entry_key: uuid.UUID


@action
def record_answer(
    *, by: User, offer: Offer, answer: str, legal_name: str, pay_by: str, said: Said
) -> Offer:
    """Answer for somebody: `answer` as the addresses of their own pages have it.

    What was said goes into the log of contacts. Refused like the answers themselves.
    """
    refuse_tax_number(said.note, field="note")
    application = offer.decision.application
    if answer == "accept":
        language = supports_of([application.pk])[application.pk].reads
        payee = Payee(legal_name, PayBy(pay_by), language)
        offer = accept_offer(by=by, offer=offer, payee=payee)
    elif answer == "accept-without":
        offer = accept_offer(by=by, offer=offer, payee=None)
    elif answer == "decline":
        offer = decline_offer(by=by, offer=offer)
    else:
        offer = ask_to_talk(by=by, offer=offer)
    _log(by, offer, said.entry_key, said.way, Outcome.THEY_WROTE, said.note)
    return offer


@action
def note_call(
    *, by: User, offer: Offer, entry_key: uuid.UUID, outcome: str, call_on: date | None, note: str
) -> None:
    """A call by staff without an answer yet, and the day of the next one."""
    call_again(by=by, offer=offer, call_on=call_on)
    _log(by, offer, entry_key, ContactMethod.PHONE, Outcome(outcome), note)


def _log(
    by: User,
    offer: Offer,
    entry_key: uuid.UUID,
    way: ContactMethod,
    outcome: Outcome,
    note: str,
) -> ContactLogEntry:
    return log_contact(
        by=by,
        application=offer.decision.application,
        entry_key=entry_key,
        way=way,
        outcome=outcome,
        topic=Topic.OFFER,
        happened_at=timezone.now(),
        note=note,
    )
