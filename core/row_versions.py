"""Two people at one row: what each saw, what each changes, and who was first.

A page that edits a row carries a digest of every value it showed. Whoever saves changes only
what they typed anew, and only where the row still holds what they saw: so somebody who edits
the Spanish and somebody who edits the English do not meet, and nobody's words are lost.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from core.models import User

DIGEST_LENGTH = 12


@dataclass(frozen=True)
class Change:
    """New `values` of one row by column, and digests of what stood there when it was opened."""

    row: Model
    values: Mapping[str, Any]
    seen: Mapping[str, str]


class Stale(Exception):
    """Somebody else changed the same values first: (row as it is now, names) for each row."""

    def __init__(self, rows: Sequence[tuple[Model, list[str]]]) -> None:
        super().__init__(f"{len(rows)} rows were changed meanwhile")
        self.rows = rows


@dataclass(frozen=True)
class LastChange:
    """Who changed a row last, and when; both may be unknown."""

    by: str
    at: datetime | None


def as_shown(value: Any) -> str:
    """A value as an edit page writes it: times to the minute on the city's clock, rows by id."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value.pk if isinstance(value, Model) else value)


def digest(value: Any) -> str:
    """What the page remembers of a value that it showed; nothing at all and "" are alike."""
    return hashlib.sha256(as_shown(value).encode()).hexdigest()[:DIGEST_LENGTH]


def changed_meanwhile(now: Model, change: Change) -> list[str]:
    """The columns of `change` that hold neither what was seen nor what is to be stored."""
    return [
        name
        for name, value in change.values.items()
        if digest(getattr(now, name)) not in (change.seen.get(name), digest(value))
    ]


def last_change(row: Model) -> LastChange:
    """The newest line of the row's history."""
    event = row.events.order_by("-pgh_id").first()
    if event is None:
        return LastChange("", None)
    who = User.objects.filter(pk=(event.pgh_context or {}).get("user")).first()
    return LastChange(who.name if who else "", event.pgh_created_at)
