"""A reference on a staff page: a link to the page about that application."""

import re

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.permissions import Permission
from core.tables import in_list

register = template.Library()

# As codes.new_reference makes them; the longer prefix of practice fits nowhere in it.
_IN_WORDS = re.compile(r"\b[A-Z]{1,4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@register.simple_tag(takes_context=True)
def reference(context: Context, written: str, listed: str | None = None) -> SafeString:
    """Where to read about it, for whoever may; for others the reference alone.

    `listed` is the list to come back to, and to go on in (core.tables.Table.as_it_is).
    """
    address = _address(context, written)
    if not address:
        return format_html('<span class="ref">{}</span>', written)
    return format_html('<a class="ref" href="{}">{}</a>', in_list(address, listed), written)


@register.simple_tag(takes_context=True)
def with_references(context: Context, words: str) -> SafeString:
    """A sentence in which each reference is a link, as above."""
    parts, end = [], 0
    for found in _IN_WORDS.finditer(words := str(words)):
        parts += [escape(words[end : found.start()]), reference(context, found[0])]
        end = found.end()
    return mark_safe("".join([*parts, escape(words[end:])]))  # each part is escaped


def _address(context: Context, written: str) -> str:
    """The page about it that the reader may open: an auditor reads its history."""
    reader = context["user"]
    if not reader.is_authenticated:
        return ""
    if reader.may(Permission.VIEW_APPLICATIONS):
        return reverse("staff:application-detail", args=[written])
    if reader.may(Permission.READ_HISTORY):
        return reverse("staff:history-detail", args=["application", written])
    return ""
