"""Log a contact between staff and an applicant."""

import uuid
from datetime import datetime

from applications.enums import ContactMethod, Outcome, Topic
from applications.models import Application, ContactLogEntry
from core.actions import action
from core.models import User


@action
def log_contact(
    *,
    by: User,
    application: Application,
    entry_key: uuid.UUID,
    way: ContactMethod,
    outcome: Outcome,
    topic: Topic,
    happened_at: datetime,
    note: str,
) -> ContactLogEntry:
    """Add an entry; the same `entry_key` again returns the stored one."""
    entry, _ = ContactLogEntry.objects.get_or_create(
        entry_key=entry_key,
        defaults={
            "application": application,
            "way": way,
            "outcome": outcome,
            "topic": topic,
            "happened_at": happened_at,
            "note": note,
            "by": by,
        },
    )
    return entry
