"""Log a contact between staff and an applicant."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from applications.enums import ContactMethod, Outcome, Topic
from applications.models import Application, ContactLogEntry
from core.actions import Refused, action, do_to_each
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


@action
def log_contacts(
    *, by: User, applications: Sequence[Application], entry: Mapping[str, Any]
) -> None:
    """Add the same entry to the log of each of these, or of none; refused for erased people.

    `entry` is what `log_contact` takes; its key makes one for each application.
    """
    do_to_each(applications, lambda application: _log(by, application, entry))


def _log(by: User, application: Application, entry: Mapping[str, Any]) -> None:
    if application.erased_at:
        raise Refused("This person is erased.", "erased")
    own_key = uuid.uuid5(entry["entry_key"], application.reference)
    log_contact(by=by, application=application, **{**entry, "entry_key": own_key})
