"""How staff-written text and moments in time are shown."""

from datetime import date, datetime

from django import template
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import definition, wording
from applications.models import Call
from core import languages, phrases

register = template.Library()


@register.filter
def prose(body: str) -> SafeString:
    """Plain text as HTML: a blank line parts paragraphs; "- " begins an item, "## " a heading."""
    return mark_safe("".join(_block(block) for block in body.replace("\r", "").split("\n\n")))


def _block(block: str) -> str:
    """A heading, or a paragraph with the list it may end in or consist of; all of it escaped."""
    if block.startswith("## "):
        return format_html("<h2>{}</h2>", block.removeprefix("## "))
    lines = [line for line in block.split("\n") if line.strip()]
    text = [line for line in lines if not line.startswith("- ")]
    items = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    html = format_html("<p>{}</p>", mark_safe("<br>".join(map(escape, text)))) if text else ""
    if items:
        html += format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((i,) for i in items))
        )
    return html


@register.simple_tag
def said(row: Model, field: str) -> str:
    """One line that staff wrote, marked as English where the reader's language has none."""
    return wording.said(row, field)


@register.simple_tag
def said_at_length(row: Model, field: str) -> SafeString:
    """The same for a longer text, as `prose`."""
    text = prose(getattr(row, field))
    if wording.is_in_english(row, field):
        return format_html('<div lang="en" dir="ltr">{}</div>', text)
    return text


@register.simple_tag
def html_lang() -> str:
    """The tag of the language that a page is in, for a page without a context."""
    return languages.shown(get_language()).html_lang


@register.filter
def has_gaps(row: Model | str | None) -> bool:
    """Whether staff-written text of this call or page is shown in English to this reader."""
    if not row:
        return False
    if isinstance(row, Call):
        return definition.has_gaps(row)
    return wording.has_gaps(row)


@register.filter
def city_time(moment: datetime, city: str) -> str:
    """Weekday, date and time on the city's clock, in the reader's language, saying whose clock."""
    local = timezone.localtime(moment)
    with translation.override(languages.shown(translation.get_language()).code):
        # Translators: a moment, for example
        # "Wednesday, November 10, 2021, 5 p.m. (Boston time)"
        return _("%(weekday)s, %(date)s, %(time)s (%(city)s time)") % {
            "weekday": date_format(local, "l"),
            "date": phrases.day_of_month(local),
            "time": phrases.time_of_day(local),
            "city": city,
        }


@register.filter
def city_day(moment: date) -> str:
    """Weekday and date, for what has no hour: a postmark."""
    with translation.override(languages.shown(translation.get_language()).code):
        return phrases.day(moment)
