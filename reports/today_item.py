"""One thing to do, as Today shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from applications.models import Call
from reports.mail import Trouble

# Somebody else waits for what stands under "Now"; after so long it is shown as late.
LATE_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """Something to do, and where. Without a count it is a page on which to begin something."""

    title: str
    url: str
    action: str
    count: int | None = None
    words: str = ""
    since: datetime | None = None
    is_urgent: bool = False
    is_broken: bool = False
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Whether it is broken, or somebody has waited too long for it."""
        waits = self.since is not None and timezone.now() - self.since >= LATE_AFTER
        return self.is_broken or (self.is_urgent and waits)


Items = Iterator[Item]


def of_call(call: Call, page: str) -> str:
    """The address of a page for one call."""
    return f"{reverse(f'staff:{page}')}?{urlencode({'call': call.slug})}"


def count_of(number: int, one: str, many: str = "") -> str:
    """ "1 draft", "2 drafts"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
