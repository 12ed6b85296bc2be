"""How somebody can be written to."""

from applications.enums import ContactWay
from applications.models import Contact
from core import email_address
from selection.letter_enums import LetterChannel


def channel_to(contact: Contact) -> LetterChannel | None:
    """How to write to somebody: as they prefer, as far as that can be written to."""
    wanted = {
        ContactWay.EMAIL: LetterChannel.MAIL,
        ContactWay.POST: LetterChannel.PRINT,
        ContactWay.PICK_UP: LetterChannel.PRINT,
    }.get(contact.preferred_way)
    ways = ways_to(contact)
    return wanted if wanted in ways else next(iter(ways), None)


def ways_to(contact: Contact) -> list[LetterChannel]:
    """How somebody can be written to; paper also goes over the counter."""
    ways = []
    if email_address.can_be_sent_to(contact.email):
        ways.append(LetterChannel.MAIL)
    if contact.post_address or contact.wants_pick_up:
        ways.append(LetterChannel.PRINT)
    return ways
