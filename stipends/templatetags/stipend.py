"""The stipend of an applicant, on the staff page about their application."""

from typing import Any

from django import template
from django.template.context import Context

from applications.models import Application
from core.permissions import Permission
from stipends.queries import stipend_of as find

register = template.Library()


@register.inclusion_tag("stipends/_stipend_of_application.html", takes_context=True)
def stipend_of(context: Context, application: Application) -> dict[str, Any]:
    """How far it is; nothing for who neither approves nor pays."""
    reader = context["user"]
    may_approve = reader.may(Permission.APPROVE_STIPENDS)
    if not may_approve and not reader.may(Permission.PAY_STIPENDS):
        return {}
    return {
        "application": application,
        "stipend": find(application),
        "may_approve": may_approve,
    }
