"""The decision on an application, on the staff pages about it."""

from typing import Any

from django import template
from django.template.context import Context

from applications.enums import ResidencyStatus
from applications.models import Application
from core.permissions import Permission
from selection.queries import decision_of

register = template.Library()


@register.inclusion_tag("selection/_decision_on_application.html", takes_context=True)
def decision_on(context: Context, application: Application) -> dict[str, Any]:
    """Whether a seat is given to it, by whom; nothing for who neither chooses nor releases."""
    reader = context["user"]
    may_choose = reader.may(Permission.CHOOSE_MEMBERS)
    if not may_choose and not reader.may(Permission.RELEASE_DECISIONS):
        return {}
    return {
        "application": application,
        "decision": decision_of(application),
        "may_choose": may_choose,
        "not_a_resident": ResidencyStatus.NOT_A_RESIDENT,
    }
