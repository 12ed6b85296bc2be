"""Figures of panels.

{{ details.total|points }}             "1,218.8"
{{ line.cost|cost }}                   "2.4", "0"
{{ figure.change|signed }}             "−8.9", "+1", "same"
"""

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """Points to a tenth, "–" where there are none; rounded as floatformat does on the board."""
    return "–" if value is None else floatformat(value, "1g")


@register.filter
def cost(value: Decimal | None) -> str:
    """Points that something costs; 0 where it costs none."""
    return "0" if value is not None and not round(value, 1) else points(value)


@register.filter
def signed(value: Decimal | int | None) -> str:
    """A difference with its sign; points to a tenth."""
    if value is None:
        return "–"
    decimals = 1 if isinstance(value, Decimal) else 0
    if not round(value, decimals):
        return "same"
    shown = floatformat(abs(value), f"{decimals}g")
    return f"{'+' if value > 0 else '−'}{shown}"
