"""A reference on a staff page: a link to the page about that application."""

import re
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
    page = _page(context["user"])
    if not page:
        return format_html('<span class="ref">{}</span>', written)
    address = in_list(reverse(f"staff:{page[0]}", args=[*page[1:], written]), listed)
    return format_html('<a class="ref" href="{}">{}</a>', address, written)


@register.simple_tag(takes_context=True)
def with_references(context: Context, words: Any) -> str:
    """A sentence in which each reference is a link, for whoever may open it.

    One that has links of its own stays as it is.
    """
    if isinstance(words, SafeString) or not _IN_WORDS.search(str(words)):
        return words
    if not _page(context["user"]):
        return words
    parts: list[tuple[str | SafeString]] = []
    end = 0
    for found in _IN_WORDS.finditer(words := str(words)):
        parts += [(words[end : found.start()],), (reference(context, found[0]),)]
        end = found.end()
    return format_html_join("", "{}", [*parts, (words[end:],)])


def _page(reader: Any) -> tuple[str, ...]:
    """The page about an application that this reader may open: an auditor reads its history."""
    if not reader.is_authenticated:
        return ()
    if reader.may(Permission.VIEW_APPLICATIONS):
        return ("application-detail",)
    return ("history-detail", "application") if reader.may(Permission.READ_HISTORY) else ()
