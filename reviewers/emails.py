"""Mail to readers, in English; it says nothing of applications."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from core import mail
from core.greeting import greeting_name
from core.models import OutgoingMail, User
from reviewers.models import AssignmentRun
from reviewers.phases import scoring_until


def queue_reminder(*, reader: User, left: int, until: datetime | None) -> OutgoingMail:
    """Tell a reader how many reviews wait, where, and until when they can be scored."""
    return _queue(reader, "reviewers/reminder.txt", left=left, until=until)


def queue_new_work(run: AssignmentRun, *, is_given_out_again: bool = False) -> None:
    """Tell everybody who gets something by a run how much that is, and not what.

    `is_given_out_again`: it was a colleague's, without saying whose.
    """
    given = Counter(run.reviews.order_by().values_list("reviewer", flat=True))
    template = f"reviewers/{'more' if is_given_out_again else 'new'}_work.txt"
    until = scoring_until(run.call)
    for user in User.objects.filter(pk__in=given).order_by("pk"):
        _queue(user, template, more=given[user.pk], until=until)


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
