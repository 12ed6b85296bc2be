"""Unsent mail for the Today page: how much, and why it was not sent."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from applications.models import Application
from core.models import OutgoingMail

MOST_NAMED = 5
GIVEN_UP_SHOWN_FOR = timedelta(days=30)
# The class of an error, as core.mail notes it → what it means
REASONS = {
    "SMTPRecipientsRefused": "The mail server refuses the address.",
    "UnicodeError": "The address is wrong.",
    "UnicodeEncodeError": "The address is wrong.",
    "ValueError": "The address is wrong.",
    "ConnectionRefusedError": "The mail server cannot be reached.",
    "TimeoutError": "The mail server cannot be reached.",
    "gaierror": "The mail server cannot be reached.",
    "SMTPServerDisconnected": "The mail server cannot be reached.",
    "SMTPAuthenticationError": "The mail server does not accept our sign-in.",
}
_REFERENCE = re.compile(r"\(([^()]+)\)$")


@dataclass
class Trouble:
    """Why some messages were not sent, and the first few applications that they are about."""

    reason: str
    count: int = 0
    references: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Mail:
    """Unsent messages: those not tried yet, failures with their reasons, and those given up.

    `since`: when the oldest not tried was queued; `failing_since`: the oldest that failed.
    """

    waiting: int
    since: datetime | None
    troubles: list[Trouble]
    given_up: list[Trouble]
    failing_since: datetime | None

    @property
    def failing(self) -> int:
        """How many were tried and failed so far."""
        return sum(trouble.count for trouble in self.troubles)


def mail_waiting() -> Mail:
    """Messages that the worker still has to send, and those it gave up recently."""
    is_waiting = Q(given_up_at=None)
    is_recent = Q(given_up_at__gte=timezone.now() - GIVEN_UP_SHOWN_FOR)
    unsent = OutgoingMail.objects.filter(sent_at=None)
    failed: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    tried = unsent.filter(is_waiting | is_recent, attempts__gt=0).order_by("queued_at")
    rows = list(tried.values_list("last_error", "subject", "given_up_at", "queued_at"))
    for error, subject, given_up_at, _queued_at in rows:
        failed[given_up_at is not None].append((error, subject))
    untried = unsent.filter(is_waiting, attempts=0).aggregate(
        count=Count("pk"), since=Min("queued_at")
    )
    return Mail(
        waiting=untried["count"],
        since=untried["since"],
        troubles=_troubles(failed[False]),
        given_up=_troubles(failed[True]),
        failing_since=rows[0][3] if rows else None,
    )


def _troubles(failed: list[tuple[str, str]]) -> list[Trouble]:
    """Troubles from (error, subject) pairs, the most frequent first."""
    if not failed:
        return []
    by_error: dict[str, list[str]] = defaultdict(list)
    for error, subject in failed:
        named = _REFERENCE.search(subject)
        by_error[REASONS.get(error, f"Something else went wrong: {error}.")].append(
            named[1] if named else ""
        )
    known = set(
        Application.objects.filter(
            reference__in={each for found in by_error.values() for each in found}
        ).values_list("reference", flat=True)
    )
    troubles = [
        Trouble(reason, len(found), [each for each in found if each in known][:MOST_NAMED])
        for reason, found in by_error.items()
    ]
    return sorted(troubles, key=lambda trouble: -trouble.count)
