"""A reference on a staff page: a link to the page about that application."""

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.permissions import Permission
from core.tables import in_list

register = template.Library()


@register.simple_tag(takes_context=True)
def reference(context: Context, written: str, listed: str | None = None) -> SafeString:
    """Where to read about it, for whoever may; for others the reference alone.

    `listed` is the list to come back to, and to go on in (core.tables.Table.as_it_is).
    """
    if not context["user"].may(Permission.VIEW_APPLICATIONS):
        return format_html('<span class="ref">{}</span>', written)
    address = in_list(reverse("staff:application-detail", args=[written]), listed)
    return format_html('<a class="ref" href="{}">{}</a>', address, written)
