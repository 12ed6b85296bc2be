"""What each field of each model holds, how long it is kept and how it is erased."""

from dataclasses import dataclass
from enum import StrEnum


class Erase(StrEnum):
    """What happens to a field when the person it speaks of is erased."""

    KEEP = "kept: it speaks of nobody"
    BLANK = "blanked, the row stays so that counts stay"
    DELETE = "the row is deleted"


@dataclass(frozen=True)
class Privacy:
    """One class of record: what it holds, how long it is kept, how it is erased."""

    name: str
    holds: str
    keep: str
    erase: Erase


CONFIGURATION = Privacy("configuration", "what the city publishes or sets", "always", Erase.KEEP)
RECORD = Privacy(
    "record", "ids, dates and statuses, nobody's words", "as long as the call", Erase.KEEP
)
PERSONAL = Privacy(
    "personal", "who somebody is and how to reach them", "retention of applicants", Erase.BLANK
)
SENSITIVE = Privacy(
    "sensitive", "what somebody told about themselves", "retention of applicants", Erase.BLANK
)
SPECIAL = Privacy("special", "about-you answers", "retention of applicants", Erase.DELETE)
SCAN = Privacy("scan", "a picture of a paper form", "retention of applicants", Erase.DELETE)
UNSENT = Privacy("unsent", "a draft, not an application", "until the draft expires", Erase.DELETE)
STAFF = Privacy("staff", "a member of staff's account or work", "as long as employed", Erase.KEEP)
SECRET = Privacy("secret", "a password hash or session", "until changed or expired", Erase.DELETE)

# Tables of the packages we use; the key is the model's label.
THIRD_PARTY = {
    "admin.LogEntry": STAFF,
    "auth.Permission": CONFIGURATION,
    "auth.Group": CONFIGURATION,
    "contenttypes.ContentType": CONFIGURATION,
    "sessions.Session": SECRET,
    "pghistory.Context": RECORD,
    "pghistory.Events": RECORD,
    "pghistory.MiddlewareEvents": RECORD,
}
