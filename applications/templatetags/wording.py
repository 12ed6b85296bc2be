"""Template tags for staff-written text, dates and times, and contact details."""

from datetime import UTC, date, datetime
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
from applications.form.site_cache import HelpContact
from applications.models import Application, Call, Revision
from core import languages, phrases

register = template.Library()


@register.simple_tag
def localized(row: Model, field: str) -> str:
    """A line of staff-written text, marked as English if it is not translated."""
    return wording.localized(row, field)


@register.simple_tag
def localized_prose(row: Model, field: str) -> SafeString:
    """The same for a longer text, rendered by `prose`."""
    text = prose(getattr(row, field))
    if wording.is_in_english(row, field):
        return format_html('<div lang="en" dir="ltr">{}</div>', text)
    return text


@register.simple_tag
def help_contact(call: Call | str | None) -> HelpContact:
    """The phone number and e-mail address for help with `call`, or in general."""
    return site_cache.help_contact(call or None)


@register.simple_tag
def html_lang() -> str:
    """The page's language tag, for pages without context processors."""
    return languages.display_language(get_language()).html_lang


@register.filter
def is_partly_english(row: Model | str | None) -> bool:
    """Whether some text of this call or page is shown in English for lack of a translation."""
    if not row:
        return False
    if isinstance(row, Call):
        return site_cache.is_partly_english(row)
    return wording.is_partly_english(row)


@register.simple_tag(takes_context=True)
def has_unchecked_wording(context: dict[str, Any]) -> bool:
    """Whether this page has an unchecked translation; true without a database."""
    language = languages.display_language(translation.get_language())
    if context.get("site") is None:
        return language is not languages.ENGLISH
    call, page = context.get("call"), context.get("page")
    return site_cache.has_unchecked_wording(language.code, call or None, page or None)


@register.filter
def city_time(moment: datetime, city: str) -> str:
    """Weekday, date and time in the city's zone, which it names, in the reader's language."""
    # In UTC: in the hour that comes twice, local times that differ only by `fold` are equal.
    language = languages.display_language(get_language())
    return _city_time(moment.astimezone(UTC), city, language.code)


@lru_cache(maxsize=1_000)  # pages and mails name the same few deadlines
def _city_time(moment: datetime, city: str, language: str) -> str:
    local = timezone.localtime(moment)
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
def received(sent: Application | Revision) -> str:
    """When an application or a revision came in: without a time where its stamp has none."""
    if sent.is_day_only:
        return city_day(sent.received_at)
    call = sent.application.call if isinstance(sent, Revision) else sent.call
    return city_time(sent.received_at, call.city)


@register.filter
def city_day(moment: date) -> str:
    """Weekday and date, without the time."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return _city_day(moment, languages.display_language(get_language()).code)


@lru_cache(maxsize=1_000)
def _city_day(moment: date, language: str) -> str:
    with translation.override(language):
        return phrases.day(moment)
