"""What a member would get less of, before it is agreed with them."""

from collections.abc import Sequence

from core.templatetags.money import dollars
from core.text import number_of
from stipends.enums import InstallmentKind, LessDoubt, StipendStatus
from stipends.models import Agreement
from stipends.parts import Terms
from stipends.queries import installments


def less_in(agreement: Agreement, parts: Sequence[Terms]) -> dict[LessDoubt, str]:
    """In words, where these parts in the place of those that can be changed are less or fewer."""
    there = installments().filter(agreement=agreement, kind=InstallmentKind.STIPEND)
    stand = list(there.exclude(state=StipendStatus.VOIDED))
    changed = [each for each in stand if not each.last_line]
    stay = [each for each in stand if each.last_line]
    was, becomes = (sum(each.amount_cents for each in some) for some in (changed, parts))
    if becomes >= was and len(parts) >= len(changed):
        return {}
    before, after = (_so_much(some) for some in (stand, [*stay, *parts]))
    return {LessDoubt.LESS: f"It was {before}, and becomes {after}."}


def _so_much(parts: Sequence[object]) -> str:
    cents = sum(each.amount_cents for each in parts)
    return f"{dollars(cents)} in {number_of(len(parts), 'part')}" if parts else "nothing"
