"""Money in templates: amounts are stored in cents and shown in dollars."""

from django import template
from django.utils.translation import get_language_bidi

register = template.Library()

LEFT_TO_RIGHT = "\u200e"


@register.filter
def dollars(cents: int) -> str:
    """`120000` → "$1,200"; cents show only where there are some: `120050` → "$1,200.50".

    Between words that run from right to left a mark keeps the sign before the number.
    """
    whole, rest = divmod(abs(cents), 100)
    sign = f"{LEFT_TO_RIGHT if get_language_bidi() else ''}{'−' if cents < 0 else ''}"
    return f"{sign}${whole:,}.{rest:02}" if rest else f"{sign}${whole:,}"
