"""When something came in, on staff pages."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_LINES = '<time datetime="{}"><span class="line">{},</span> <span class="line">{}</span></time>'


@register.filter
def came(what: Any) -> SafeString:
    """The day and the time of an application, a revision or an entry of the index.

    A paper whose stamp has no time counts from the opening of the office, and shows none.
    """
    at = timezone.localtime(what.received_at)
    if what.is_day_only:
        return format_html(_LINES, at.date().isoformat(), date_format(at, "M j, Y"), "no time")
    return format_html(_LINES, at.isoformat(), date_format(at, "M j, Y"), date_format(at, "P"))
