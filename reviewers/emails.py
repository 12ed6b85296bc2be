"""Mail to readers, in English; it says nothing of applications."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from core import mail
from core.greeting import greeting_name
from core.models import OutgoingMail, User


def queue_reminder(*, reader: User, left: int, until: datetime | None) -> OutgoingMail:
    """Tell a reader how many reviews wait, where, and until when they can be scored."""
    return _queue(reader, "reviewers/reminder.txt", left=left, until=until)


def queue_more_work(*, reader: User, more: int, until: datetime | None) -> OutgoingMail:
    """Tell a reader that a colleague’s work came to them, without saying whose."""
    return _queue(reader, "reviewers/more_work.txt", more=more, until=until)


def _queue(reader: User, template: str, **context: Any) -> OutgoingMail:
    link = f"{settings.SITE_URL}{reverse('staff:review-list')}"
    context |= {"name": greeting_name(reader.name), "link": link}
    return mail.queue(
        to_address=reader.email,
        language="en",
        subject="Your reviews for the Community-Led Design Group",
        body=render_to_string(template, context),
        holds_secret=False,
    )
