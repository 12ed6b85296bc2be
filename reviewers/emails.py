"""Mail to readers, in English; it says nothing of applications."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from core import mail
from core.greeting import greeting_name
from core.models import OutgoingMail, User


def queue_reminder(*, reader: User, left: int, until: datetime | None) -> OutgoingMail:
    """Tell a reader how many reviews wait, where, and until when they can be scored."""
    context = {
        "name": greeting_name(reader.name),
        "left": left,
        "until": until,
        "link": f"{settings.SITE_URL}{reverse('staff:review-list')}",
    }
    return mail.queue(
        to_address=reader.email,
        language="en",
        subject="Your reviews for the Community-Led Design Group",
        body=render_to_string("reviewers/reminder.txt", context),
        holds_secret=False,
    )
