"""Money in templates: amounts are stored in cents and shown in dollars."""

from django import template

register = template.Library()


@register.filter
def dollars(cents: int) -> str:
    """`120000` → "$1,200"; cents show only where there are some: `120050` → "$1,200.50"."""
    whole, rest = divmod(abs(cents), 100)
    sign = "−" if cents < 0 else ""
    return f"{sign}${whole:,}.{rest:02}" if rest else f"{sign}${whole:,}"
