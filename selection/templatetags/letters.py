"""The letters about an application, on the staff pages about it."""

from typing import Any

from django import template
from django.template.context import Context

from applications.models import Application
from core.permissions import Permission
from selection.letter_enums import LetterChannel
from selection.letters.ends import ends_about
from selection.letters.queries import letters_about
from selection.models import Decision

register = template.Library()


@register.inclusion_tag("selection/letters/_letters_about.html", takes_context=True)
def letters_to(context: Context, application: Application) -> dict[str, Any]:
    """What was written to them, and where it is; nothing for who lets no letters go."""
    if not context["user"].may(Permission.RELEASE_DECISIONS):
        return {}
    if not Decision.objects.filter(application=application).exists():
        return {}  # as with most people: looking for their letters would cost a page more
    letters, ends = list(letters_about(application)), ends_about(application)
    return {
        "application": application,
        "letters": letters,
        "ends": ends,
        "count": len(letters + ends),
    }


@register.simple_tag
def printed_letters(application: Application) -> int:
    """How many letters about somebody left on paper: no erasure reaches those."""
    printed = letters_about(application).filter(
        channel=LetterChannel.PRINT, printed_at__isnull=False
    )
    return printed.count()
