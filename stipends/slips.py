"""What may be a slip in a payment: nothing forbids it, and somebody looks again."""

from django.utils import timezone

from selection.offers.queries import without_address
from stipends.earlier import numbers_back
from stipends.enums import ON_ITS_WAY, Doubt, Method
from stipends.parts import Part, Payment
from stipends.queries import APPLICATION, numbered, parts_of

NOWHERE = "It goes by mail, and we have no address of this member."


def doubts_about(part: Part) -> list[str]:
    """Those of a payment that stands; where it was mailed to only as long as it is on its way."""
    if not part.is_paid:
        return []
    found = slips_in(part, part.payment)
    if part.status not in ON_ITS_WAY:
        found.pop(Doubt.NO_ADDRESS, None)
    return list(found.values())


def slips_in(part: Part, payment: Payment) -> dict[Doubt, str]:
    """Those of a payment of one part, made or about to be, in words."""
    found = {}
    if part.approval and payment.day < (approved := timezone.localdate(part.approval.at)):
        words = "The date on it is {0:%B} {0.day}, before it was approved on {1:%B} {1.day}."
        found[Doubt.EARLY] = words.format(payment.day, approved)
    if same := _has_this_number(part, payment.number.casefold()):
        found[Doubt.SAME_NUMBER] = same
    if payment.method == Method.CHECK_BY_MAIL and without_address([part.application]):
        found[Doubt.NO_ADDRESS] = NOWHERE
    return found


def slips_in_correcting(part: Part, payment: Payment) -> dict[Doubt, str]:
    """Those that what was noted before has not."""
    before = slips_in(part, part.payment).values() if part.payment else ()
    return {doubt: said for doubt, said in slips_in(part, payment).items() if said not in before}


def _has_this_number(part: Part, number: str) -> str:
    others = parts_of(numbered(number).exclude(**{APPLICATION: part.application}))
    same = [
        f"{other.application.reference} has this number too."
        for other in others
        if other.is_paid and other.payment.number.casefold() == number
    ]
    if number in numbers_back(part.entries):
        same.append("The check with this number came back, or never arrived.")
    return " ".join(same)
