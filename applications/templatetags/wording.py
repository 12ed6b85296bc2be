"""How staff-written text and moments in time are shown."""

from datetime import datetime

from django import template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core import languages

register = template.Library()


@register.filter
def prose(body: str) -> SafeString:
    """Plain text as HTML: a blank line parts paragraphs, lines that start with "- " are a list."""
    return mark_safe("".join(_block(block) for block in body.replace("\r", "").split("\n\n")))


def _block(block: str) -> str:
    """One paragraph, with the list it may end in or consist of. Everything is escaped."""
    lines = [line for line in block.split("\n") if line.strip()]
    text = [line for line in lines if not line.startswith("- ")]
    items = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    html = format_html("<p>{}</p>", mark_safe("<br>".join(map(escape, text)))) if text else ""
    if items:
        html += format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((i,) for i in items))
        )
    return html


@register.filter
def city_time(moment: datetime, city: str) -> str:
    """Weekday, date and time on the city's clock, in the reader's language, saying whose clock."""
    local = timezone.localtime(moment)
    with translation.override(languages.shown(translation.get_language()).code):
        return _("%(weekday)s, %(date)s, %(time)s (%(city)s time)") % {
            "weekday": date_format(local, "l"),
            "date": date_format(local, "DATE_FORMAT"),
            "time": _clock(local),
            "city": city,
        }


def _clock(local: datetime) -> str:
    """The time; with its zone ("1:30 a.m. EDT") in the hour that comes twice in autumn."""
    time = date_format(local, "TIME_FORMAT")
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{time} {local.tzname()}" if comes_twice else time
