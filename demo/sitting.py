"""What became of the earlier call's offers: who sits, who did not, who left, and the meetings."""

import random
from datetime import date, time, timedelta

from django.utils import timezone

from applications.form.queries import contacts_of, supports_of
from applications.models import Application, Call
from core.models import User
from demo import season
from demo.clock import as_of
from selection.enums import Caution, PayBy, Presence
from selection.letters.actions.let_go import read_text
from selection.letters.queue import queue_of
from selection.members.actions.meetings import (
    cancel_meeting,
    move_meeting,
    note_attendance,
    set_meeting,
)
from selection.members.queries import version_of
from selection.models import Offer
from selection.offers.actions.answer import Payee, accept_offer, ask_to_talk, decline_offer
from selection.offers.actions.clock import lapse_offers, make_offers
from selection.offers.actions.keep import LONGEST, extend_offer
from selection.offers.actions.leave import leave_seat
from selection.offers.actions.replace import draft_replacement
from selection.offers.queries import offer_of, open_offers, seats_held
from selection.offers.replacing import replacements_for
from selection.releases.actions.let_go import Shown, release_decisions
from selection.releases.actions.propose import propose_release
from selection.releases.screen import screen_of
from stipends.actions.agree import make_agreements

SINCE = timedelta(days=95)  # that the first ones sit
LAPSED = timedelta(days=88)
REPLACED, LEFT, REPLACED_AGAIN = timedelta(days=78), timedelta(days=9), timedelta(days=6)
MORE_TIME = timedelta(days=7)
MONTH = timedelta(days=30)
MEETINGS_HELD = 3
PLACE = "City Hall, 1 City Hall Square, room 801"
WHY_CANCELED = "No interpreters can come that evening."


def play(call: Call, first: User, second: User) -> None:
    """Most accept; one declines, one does not answer, one asks to talk; two are replaced."""
    today = timezone.localdate()
    with as_of(today - SINCE):
        _answer(call)
    with as_of(today - LAPSED):
        asked = open_offers(call).get(asks_to_talk=True)
        _more_time(asked, first, timezone.localdate() + LONGEST, "Away until the autumn.")
        lapse_offers(by=None)
    with as_of(today - REPLACED):
        _accept(offer_of(_replaced(call, first, second)), PayBy.MAIL)
    with as_of(today - MONTH):
        asked.refresh_from_db()
        _more_time(asked, first, today + MORE_TIME, "Back next week; we talk then.")
    with as_of(today - LEFT):
        leaver = seats_held(call).filter(since__lt=today - REPLACED).last()
        leave_seat(by=first, seat=leaver, last_day=today - LEFT, reason="Works in the evening now.")
    with as_of(today - REPLACED_AGAIN):
        _accept(offer_of(_replaced(call, first, second)), PayBy.MAIL)
    meet(call, first, second)


def _more_time(offer: Offer, by: User, reply_by: date, reason: str) -> None:
    extend_offer(by=by, offer=offer, reply_by=reply_by, reason=reason, seen=offer.reply_by)


def _answer(call: Call) -> None:
    """One leaves the offer unanswered."""
    *others, without, talks, _silent, declined = open_offers(call)
    decline_offer(by=None, offer=declined)
    ask_to_talk(by=None, offer=talks)
    accept_offer(by=None, offer=without, payee=None)
    for number, offer in enumerate(others):
        _accept(offer, PayBy.PICK_UP if number % 4 == 0 else PayBy.MAIL)


def _accept(offer: Offer, pay_by: PayBy) -> None:
    application = offer.decision.application
    contact = contacts_of([application])[application.pk]
    name = contact.full_name or contact.chosen_name
    language = supports_of([application.pk])[application.pk].reads
    accept_offer(by=None, offer=offer, payee=Payee(name, pay_by, language))
    make_agreements(by=None)


def _replaced(call: Call, first: User, second: User) -> Application:
    """The first reserve who fits takes a free seat: drafted by one, let go by the other."""
    found = replacements_for(call)
    best = found.best or found.candidates[0]
    release = draft_replacement(
        by=first,
        call=call,
        application=best.application,
        reason=best.sentence,
        despite=list(Caution),
        reply_by=timezone.localdate() + MONTH,
    )
    release = propose_release(by=first, release=release)
    for text in queue_of(release, second).texts:
        read_text(by=second, release=release, text=text)
    seen = screen_of(release, second)
    shown = Shown(seen.digest, release.proposed_at.isoformat())
    release_decisions(by=second, release=release, shown=shown, typed=seen.counts)
    make_offers(by=None)
    return best.application


def meet(call: Call, first: User, second: User) -> None:
    """A meeting a month; most were there. Of those to come one was moved, another canceled."""
    _have_met(call, first)
    today = timezone.localdate()
    soon, later = (
        set_meeting(by=first, call=call, begins_at=season.at(day, time(18)), place=PLACE)
        for day in (today + MONTH / 2, today + MONTH)
    )
    seen = version_of(later)
    earlier = season.at(today + MONTH, time(17, 30))
    move_meeting(by=second, meeting=later, begins_at=earlier, place=PLACE, seen=seen)
    cancel_meeting(by=second, meeting=soon, reason=WHY_CANCELED, seen=version_of(soon))


def _have_met(call: Call, by: User) -> None:
    chance = random.Random(call.slug)
    for number in range(MEETINGS_HELD, 0, -1):
        day = timezone.localdate() - number * MONTH
        meeting = set_meeting(by=by, call=call, begins_at=season.at(day, time(18)), place=PLACE)
        came = {
            seat.pk: chance.choice([Presence.THERE] * 6 + [Presence.EXCUSED, Presence.ABSENT])
            for seat in seats_held(call, day)
        }
        note_attendance(by=by, meeting=meeting, presences=came)
