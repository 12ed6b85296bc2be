"""Questions about offers and seats: who has not answered, who is called, who sits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from applications.enums import ApplicationStatus, Topic
from applications.form.notices import without_email
from applications.form.queries import contacts_of, languages_read, supports_of
from applications.models import Application, Call, Contact, ContactLogEntry, Support
from core import email_address
from core.languages import BY_CODE, ENGLISH, Language
from selection.enums import ENDED_BY_US, OfferStatus, OfferStepKind, Outcome, PayBy
from selection.letters.queries import unreached
from selection.models import Acceptance, AvailabilityRound, Decision, Offer, OfferStep, Seat
from selection.queries import released_decisions, released_members

STANDS = Q(decision__application__status=ApplicationStatus.RECEIVED)


def offers_of(call: Call) -> QuerySet[Offer]:
    """All of a call, those that wait first, the earliest last day on top."""
    offers = Offer.objects.filter(decision__release__call=call)
    return offers.select_related("decision__application", "decision__release").order_by(
        "reply_by", "pk"
    )


def open_offers(call: Call | None = None) -> QuerySet[Offer]:
    """Those that wait for an answer of somebody who did not withdraw."""
    offers = offers_of(call) if call else Offer.objects.select_related("decision__application")
    return offers.filter(STANDS, status=OfferStatus.OPEN)


def to_follow(call: Call) -> QuerySet[Offer]:
    """Offers that wait, and those that ended without a note that their person was told."""
    told = OfferStep.objects.filter(offer=OuterRef("pk"), kind=OfferStepKind.TOLD)
    ended = Q(~Exists(told), status__in=ENDED_BY_US)
    return offers_of(call).filter(STANDS).filter(Q(status=OfferStatus.OPEN) | ended)


def not_offered() -> QuerySet[Decision]:
    """Released members without an offer who did not withdraw."""
    offered = Offer.objects.filter(decision=OuterRef("pk"))
    members = released_members().filter(~Exists(offered))
    return members.filter(application__status=ApplicationStatus.RECEIVED)


def offer_of(application: Application) -> Offer | None:
    """The newest one made to somebody."""
    made = Offer.objects.filter(decision__application=application)
    return made.select_related("decision__application__call").order_by("-pk").first()


def acceptance_of(offer: Offer) -> Acceptance | None:
    """The legal name and the way of payment, if somebody accepted the stipend."""
    return Acceptance.objects.filter(offer=offer).first()


class WayOfPayment(NamedTuple):
    """How somebody wants to be paid, and when it or their name was corrected last, if ever."""

    pay_by: PayBy
    corrected_at: datetime | None


def ways_of_payment(offers: Collection[int]) -> dict[int, WayOfPayment]:
    """Those of whoever accepted the stipend, by the offer's id."""
    given = Acceptance.objects.filter(offer__in=offers, erased_at=None).annotate(
        corrected_at=Subquery(_corrections(OuterRef("offer")).values("at")[:1])
    )
    rows = given.values_list("offer", "pay_by", "corrected_at")
    return {pk: WayOfPayment(PayBy(way), at) for pk, way, at in rows}


def last_correction(offer: Offer) -> int:
    """Of whom to pay: the id of its step, 0 where there was none."""
    last = _corrections(offer.pk).first()
    return last.pk if last else 0


def _corrections(offer: Any) -> QuerySet[OfferStep]:
    steps = OfferStep.objects.filter(offer=offer, kind=OfferStepKind.PAYEE_CORRECTED)
    return steps.order_by("-pk")


@dataclass(frozen=True)
class Payee:
    """All that finance reads of a person: whom to pay, how, and where a check goes."""

    legal_name: str
    pay_by: PayBy
    address: str
    wants_plain_envelope: bool


def payee_of(offer: Offer) -> Payee | None:
    """None where the stipend was declined, or this was erased. Whoever reads it logs that."""
    given = Acceptance.objects.filter(offer=offer, erased_at=None).first()
    if given is None:
        return None
    application = offer.decision.application
    contact = contacts_of([application])[application.pk]
    home = ", ".join(filter(None, (contact.street, contact.unit)))
    city = " ".join(filter(None, (application.call.city, contact.zip_code)))
    return Payee(
        legal_name=given.legal_name,
        pay_by=PayBy(given.pay_by),
        address=contact.post_address or (f"{home}\n{city}" if contact.street else ""),
        wants_plain_envelope=contact.wants_plain_envelope,
    )


def without_address(applications: Collection[int]) -> set[int]:
    """Ids of those to whom nothing can be mailed: we have no address of theirs."""
    contacts = contacts_of(applications).items()
    return {pk for pk, contact in contacts if not (contact.post_address or contact.street)}


@dataclass(frozen=True)
class Reach:
    """In which language somebody is written to, and whether mail reaches them."""

    language: Language
    by_mail: bool


def reach_of(application: Application) -> Reach:
    """As it is now."""
    code = languages_read([application.pk]).get(application.pk, ENGLISH.code)
    return Reach(BY_CODE[code], not without_email([application.pk]))


def seats_held(call: Call, day: date | None = None) -> QuerySet[Seat]:
    """The seats that somebody holds on a day, by number; whoever withdrew holds none."""
    day = day or timezone.localdate()
    return seats_on(call, day).exclude(until=day)


def seats_on(call: Call, day: date) -> QuerySet[Seat]:
    """The same, with those whose last day it is: another person may hold their seat already."""
    seats = Seat.objects.filter(Q(until=None) | Q(until__gte=day), call=call, since__lte=day)
    seats = seats.filter(offer__decision__application__status=ApplicationStatus.RECEIVED)
    return seats.select_related("offer__decision__application").order_by("number", "since")


def seats_ever(call: Call) -> QuerySet[Seat]:
    """Every seat that was held in a call, by number and time."""
    seats = Seat.objects.filter(call=call).select_related("offer__decision__application")
    return seats.order_by("number", "since")


def left_by_withdrawing() -> QuerySet[Offer]:
    """Accepted offers of people who withdrew since: their seat is to be vacated."""
    gone = Offer.objects.filter(
        status=OfferStatus.ACCEPTED,
        decision__application__status=ApplicationStatus.WITHDRAWN,
    )
    return gone.select_related("decision__application")


def reserves(call: Call) -> QuerySet[Decision]:
    """The standing reserves in their order, without those who withdrew."""
    standing = released_decisions(call).filter(outcome=Outcome.RESERVE)
    standing = standing.filter(application__status=ApplicationStatus.RECEIVED)
    return standing.order_by("rank", "pk")


@dataclass(frozen=True)
class Caller:
    """Somebody who is called about their offer or its end, the way to do it, and what was said."""

    offer: Offer
    contact: Contact
    support: Support | None
    log: list[ContactLogEntry]
    is_unreached: bool = False  # a letter went, and did not reach them

    @property
    def is_due(self) -> bool:
        """Whether the next call is not put off to a later day."""
        return self.offer.call_on is None or self.offer.call_on <= timezone.localdate()


def callers_of(call: Call) -> list[Caller]:
    """Whom nothing reaches or who asked to talk, as long as their offer waits: due ones first.

    Once it has ended, whom nothing reaches, until somebody has told them.
    """
    return callers_among(call, list(to_follow(call)))


def callers_among(call: Call, offers: Sequence[Offer]) -> list[Caller]:
    """The same of offers to follow, where the caller has them already."""
    lost = set(unreached(call).filter(outcome=Outcome.MEMBER).values_list("pk", flat=True))
    people = [each.decision.application_id for each in offers]
    contacts, supports = contacts_of(people), supports_of(people)
    logs: dict[int, list[ContactLogEntry]] = {}
    entries = ContactLogEntry.objects.filter(application__in=people, topic=Topic.OFFER)
    for entry in entries.select_related("by"):
        logs.setdefault(entry.application_id, []).append(entry)
    found = [
        Caller(each, contacts[pk], supports.get(pk), logs.get(pk, []), each.decision_id in lost)
        for each, pk in zip(offers, people, strict=True)
        if each.asks_to_talk
        or each.decision_id in lost
        or not email_address.can_be_sent_to(contacts[pk].email)
    ]
    return sorted(found, key=lambda each: (not each.is_due, each.offer.reply_by, each.offer.pk))


def last_round(call: Call) -> AvailabilityRound | None:
    """The newest round among the reserves."""
    return AvailabilityRound.objects.filter(call=call).select_related("asked_by").first()


def answered_since(applications: Collection[int], moment: datetime) -> set[int]:
    """Those of them who said since then that they would still take part."""
    said = Application.objects.filter(pk__in=applications, still_available_at__gte=moment)
    return set(said.values_list("pk", flat=True))
