"""The small colored labels of the staff site.

{% pill row.balance %}                      a state, or a record, that has a pill
{% pill decision words="Chosen" %}          the same, where a page has another word for it
{% pill "Left empty" tone="warn" %}         a remark of this page alone
"""

from dataclasses import replace
from typing import Any

from django import template
from django.utils.safestring import SafeString

from core.pills import Icon, Pill, Tone

register = template.Library()


@register.simple_tag
def pill(of: Any, words: str = "", tone: str = Tone.PLAIN, icon: str = "") -> SafeString:
    """What `of` looks like; a plain text gets the tone and the icon that stand here."""
    if isinstance(of, str) and not hasattr(of, "pill"):
        return Pill(of, Tone(tone), Icon(icon)).__html__()
    shown = of.pill
    return (replace(shown, words=words) if words else shown).__html__()
