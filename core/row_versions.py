"""Two people who edit one row: what each saw, what each changes, and who was first.

A page that edits a row posts a digest of every value it showed. Saving changes only values that
were edited, and only if the row still has the value that was shown. So one person can edit the
Spanish and another the English, and nobody's words are lost.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from core.models import User

DIGEST_LENGTH = 12


@dataclass(frozen=True)
class Change:
    """New `values` of one row by column, and digests of the values shown when it was opened."""

    row: Model
    values: Mapping[str, Any]
    seen: Mapping[str, str]


@dataclass(frozen=True)
class LastChange:
    """Who changed a row last, and when; both may be unknown."""

    by: str
    at: datetime | None


def as_shown(value: Any) -> str:
    """A value as an edit page shows it: times to the minute in the city's zone, rows by id."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value.pk if isinstance(value, Model) else value)


def digest(value: Any) -> str:
    """A digest of a value that a page showed; None and "" are equal."""
    return hashlib.sha256(as_shown(value).encode()).hexdigest()[:DIGEST_LENGTH]


def changed_meanwhile(now: Model, change: Change) -> list[str]:
    """The columns of `change` whose value is neither the one seen nor the new one."""
    return [
        name
        for name, value in change.values.items()
        if digest(getattr(now, name)) not in (change.seen.get(name), digest(value))
    ]


def last_change(row: Model) -> LastChange:
    """From the row's history."""
    event = row.events.order_by("-pgh_id").first()
    if event is None:
        return LastChange("", None)
    who = User.objects.filter(pk=(event.pgh_context or {}).get("user")).first()
    return LastChange(who.name if who else "", event.pgh_created_at)
