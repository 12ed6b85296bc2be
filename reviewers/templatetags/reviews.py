"""The reviews of an application, on the staff page about it."""

from typing import Any

from django import template
from django.template.context import Context

from applications.models import Application
from core.models import User
from core.permissions import Permission
from reviewers.progress import own_progress
from reviewers.reviews import reviews_of_application

register = template.Library()


@register.inclusion_tag("reviewers/_reviews_of_application.html", takes_context=True)
def reviews_of(context: Context, application: Application) -> dict[str, Any]:
    """Who reads it, how far they are, and their scores; nothing for who may not see all scores."""
    reader = context["user"]
    if not reader.may(Permission.ASSIGN_REVIEWS):
        return {}
    reviews = reviews_of_application(application, reader=reader)
    return {"application": application, "reviews": reviews}


@register.simple_tag
def open_readings_of(account: User) -> int:
    """How many readings somebody has not finished; of which applications, it does not say."""
    return own_progress(account).left
