"""Privacy classes: what each field of each model holds, how long it is kept, how it is erased."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models


class Erase(StrEnum):
    """What happens to a field when the person it is about is erased."""

    KEEP = "kept: it speaks of nobody"
    BLANK = "blanked, the row stays so that counts stay"
    DELETE = "the row is deleted"


@dataclass(frozen=True)
class Privacy:
    """One privacy class: what the field holds, how long it is kept, how it is erased."""

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
ANSWER = Privacy("answer", "what somebody wrote or chose", "retention of applicants", Erase.DELETE)
COUNTED = Privacy(
    "counted", "a group that somebody is counted in", "as long as the call", Erase.KEEP
)
SPECIAL = Privacy("special", "about-you answers", "retention of applicants", Erase.DELETE)
SCAN = Privacy("scan", "a picture of a paper form", "retention of applicants", Erase.DELETE)
UNSENT = Privacy("unsent", "a draft, not an application", "until the draft expires", Erase.DELETE)
STAFF = Privacy("staff", "a member of staff's account or work", "as long as employed", Erase.KEEP)
SECRET = Privacy(
    "secret", "a password hash, session or second step", "until changed or expired", Erase.DELETE
)

# Tables of the packages we use; the key is the model's label.
THIRD_PARTY = {
    "admin.LogEntry": STAFF,
    "auth.Permission": CONFIGURATION,
    "auth.Group": CONFIGURATION,
    "contenttypes.ContentType": CONFIGURATION,
    "account.EmailAddress": STAFF,  # allauth's addresses; we leave it empty
    "account.EmailConfirmation": SECRET,
    "mfa.Authenticator": SECRET,
    "pghistory.Context": RECORD,
    "pghistory.Events": RECORD,
    "pghistory.MiddlewareEvents": RECORD,
}


@dataclass(frozen=True)
class Trace:
    """A table about applicants, and how its rows are erased.

    `paths` are the lookups from a row to its application, or to both that it is about; `blank`
    has the new value of each field. If `is_deleted`, the row is deleted.
    """

    model: type[models.Model]
    paths: tuple[str, ...]
    is_deleted: bool
    blank: Mapping[str, Any]

    def rows(self, application: models.Model) -> models.QuerySet[models.Model]:
        """This table's rows about one application."""
        whom = models.Q(*((path, application) for path in self.paths), _connector=models.Q.OR)
        return self.model._default_manager.filter(whom)


def traces() -> Iterator[Trace]:
    """Every table whose `leads_to_applicant` says which application its rows are about.

    Tables with foreign keys come before those they refer to: rows may be deleted in this order.
    """
    for model in reversed(apps.get_models()):
        paths = vars(model).get("leads_to_applicant")
        if paths is None or vars(model).get("derived_by"):
            continue
        by_end: dict[Erase, list[str]] = {}
        for kind, names in model.privacy.items():
            by_end.setdefault(kind.erase, []).extend(names)
        yield Trace(
            model=model,
            paths=(paths,) if isinstance(paths, str) else paths,
            is_deleted=Erase.DELETE in by_end,
            blank={name: _blank_value(model, name) for name in by_end.get(Erase.BLANK, [])},
        )


def _blank_value(model: type[models.Model], name: str) -> Any:
    """None, "" or False."""
    field = model._meta.get_field(name)
    if field.null:
        return None
    return False if isinstance(field, models.BooleanField) else ""
