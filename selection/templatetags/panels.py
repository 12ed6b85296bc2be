"""Figures of panels.

{{ details.total|points }}             "1,218.8"
{{ line.cost|cost }}                   "2.4", "0"
{{ figure.change|signed }}             "−8.9", "+1", "same"
"""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """Points to a tenth, "–" where there are none."""
    return "–" if value is None else number_format(value, 1, use_l10n=True, force_grouping=True)


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
    shown = number_format(abs(value), decimals, force_grouping=True)
    return f"{'+' if value > 0 else '−'}{shown}"
