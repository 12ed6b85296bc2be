"""Who of a file that was brought in got a receipt, and who did not, and why."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applications.form.queries import emails_of
from applications.imports import queries
from applications.imports.judging import RowReader
from applications.models import Application, ImportBatch
from core.email_address import can_be_sent_to
from core.models import OutgoingMail

NO_EMAIL = "no email address"
NO_ADDRESS = "what stands there is no address that can be written to"
GIVEN_UP = "it could not be delivered"
ON_ITS_WAY = "it is not sent yet"
_WHY = (NO_EMAIL, NO_ADDRESS, GIVEN_UP, ON_ITS_WAY)
_REFERENCE = re.compile(r"[A-Z]+-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True)
class Receipts:
    """References of those who were written to, and of all others by why they were not."""

    sent: Sequence[str]
    without: Sequence[tuple[str, Sequence[str]]]

    @property
    def all(self) -> int:
        """How many were to get one."""
        return len(self.sent) + sum(len(references) for _why, references in self.without)


def receipts_of(batch: ImportBatch) -> Receipts | None:
    """None if none were asked for. Who was erased since is not among them."""
    if not batch.sends_receipts or batch.settled_at is None:
        return None
    queued = _queued(batch)
    applications = queries.applications_in(batch).filter(erased_at=None).order_by("pk")
    named = dict(applications.values_list("pk", "reference"))
    emails = emails_of([pk for pk, reference in named.items() if reference not in queued])
    sent: list[str] = []
    without: dict[str, list[str]] = {}
    for pk, reference in named.items():
        why = queued.get(reference, NO_ADDRESS if emails.get(pk) else NO_EMAIL)
        (without.setdefault(why, []) if why else sent).append(reference)
    return Receipts(sent, [(why, without[why]) for why in _WHY if why in without])


def _queued(batch: ImportBatch) -> dict[str, str]:
    """Reference → why its receipt is not sent, or "", of those that were queued with the file."""
    moments = {"queued_at__gte": batch.started_at, "queued_at__lte": batch.settled_at}
    mails = OutgoingMail.objects.filter(**moments)
    return {
        reference: "" if sent_at else GIVEN_UP if given_up_at else ON_ITS_WAY
        for subject, sent_at, given_up_at in mails.values_list("subject", "sent_at", "given_up_at")
        for reference in _REFERENCE.findall(subject)
    }


def to_be_written(batch: ImportBatch, reader: RowReader) -> Counter[str]:
    """To how many people receipts go if these rows come in, by the language that they read."""
    rows = queries.coming_rows(batch).values_list("number", "cells")
    answers = (reader.read(number, cells).answers for number, cells in rows)
    return Counter(
        each["support"]["reads"] for each in answers if can_be_sent_to(each["contact"]["email"])
    )


def reached(batch: ImportBatch, going: Iterable[Application]) -> list[str]:
    """References of those of these who are written to if they are taken back."""
    if not batch.sends_receipts:
        return []
    applications = {each.pk: each.reference for each in going}
    emails = emails_of(applications)
    return [of for pk, of in applications.items() if can_be_sent_to(emails.get(pk, ""))]
