"""How staff-written text, days and moments are shown, and how to reach us."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.form import site_cache, wording
from applications.form.prose import prose
from applications.form.site_cache import Reach
from applications.models import Call
from core import languages, phrases

register = template.Library()


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
def reach(call: Call | str | None) -> Reach:
    """The telephone number and e-mail address to show, on a page about `call` or none."""
    return site_cache.reach(call or None)


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
        return site_cache.has_gaps(row)
    return wording.has_gaps(row)


@register.simple_tag(takes_context=True)
def still_checking(context: dict[str, Any]) -> bool:
    """Whether this page has a translation that nobody has checked; true without a database."""
    language = languages.shown(translation.get_language())
    if context.get("site") is None:
        return language is not languages.ENGLISH
    call, page = context.get("call"), context.get("page")
    return site_cache.still_checking(language.code, call or None, page or None)


@register.filter
def city_time(moment: datetime, city: str) -> str:
    """Weekday, date and time on the city's clock, in the reader's language, saying whose clock."""
    return _city_time(timezone.localtime(moment), city, languages.shown(get_language()).code)


@lru_cache(maxsize=1_000)  # pages and letters name the same few deadlines again and again
def _city_time(local: datetime, city: str, language: str) -> str:
    with translation.override(language):
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
    """Weekday and date, where no hour is needed: a postmark, a first meeting, a deletion."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return _city_day(moment, languages.shown(get_language()).code)


@lru_cache(maxsize=1_000)
def _city_day(moment: date, language: str) -> str:
    with translation.override(language):
        return phrases.day(moment)
