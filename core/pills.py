"""Pills: the small colored labels of the staff site.

A state says with a property `pill` how it looks, so that it has one word and one color wherever it
stands; `{% pill … %}` (core/templatetags/pills.py) renders it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

_ICON = '<svg class="icon" aria-hidden="true"><use href="#{}"/></svg>'


class Tone(StrEnum):
    """The color of a pill; each is a class in static/css/components.css."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    ALERT = "alert"
    INFO = "info"


class Icon(StrEnum):
    """The sign before its words; each is a symbol in templates/admin/_signs.html."""

    NONE = ""
    CHECK = "check"
    WAIT = "wait"
    ALERT = "alert"
    SHORT = "short"
    OVER = "over"
    LOCK = "lock"


@dataclass(frozen=True)
class Pill:
    """Words, in a color, with a sign or without."""

    words: str
    tone: Tone = Tone.PLAIN
    icon: Icon = Icon.NONE

    @lru_cache(maxsize=256)  # noqa: B019 (few pills, many rows)
    def __html__(self) -> SafeString:
        classes = "pill" if self.tone == Tone.PLAIN else f"pill pill-{self.tone}"
        icon = format_html(_ICON, self.icon) if self.icon else ""
        return format_html('<span class="{}">{}{}</span>', classes, icon, capfirst(self.words))
