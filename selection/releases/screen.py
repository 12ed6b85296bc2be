"""What the second person sees of a release, and how it is known again when they press."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from applications.enums import ApplicationStatus
from core.models import User
from selection.enums import Outcome
from selection.models import Decision, Release
from selection.releases.texts import Text, texts_of

MOST_NAMED = 5  # of those that changed
COLUMNS = (
    "pk",
    "application__reference",
    "outcome",
    "rank",
    "reason",
    "by_hand",
    "despite",
    "replaces",
)


@dataclass(frozen=True)
class Screen:
    """All of a release at one moment: counts are without `left_out`, ids of who had withdrawn."""

    left_out: frozenset[int]
    counts: Mapping[str, int]
    digest: str
    texts: Sequence[Text]

    @property
    def unread(self) -> list[Text]:
        """Texts that the reader has not read."""
        return [text for text in self.texts if not text.is_read]

    @property
    def left_out_words(self) -> str:
        """For a hidden field."""
        return " ".join(str(each) for each in sorted(self.left_out))


def screen_of(release: Release, reader: User, left_out: Collection[int] | None = None) -> Screen:
    """As it is now; or as it was when only those were `left_out`."""
    rows = list(Decision.objects.filter(release=release).order_by("pk").values_list(*COLUMNS))
    if left_out is None:
        left_out = withdrawn_from(release)
    texts = texts_of(release, reader)
    words = [
        f"{release.pk} {release.reply_by} {sorted(left_out)}",
        *(repr(row) for row in rows if row[0] not in left_out),
        *sorted(text.key for text in texts),
    ]
    counts = Counter(row[2] for row in rows if row[0] not in left_out)
    return Screen(
        left_out=frozenset(left_out),
        counts={outcome.value: counts[outcome] for outcome in Outcome},
        digest=hashlib.sha256("\n".join(words).encode()).hexdigest(),
        texts=texts,
    )


def withdrawn_from(release: Release) -> set[int]:
    """Ids of its decisions about people who withdrew."""
    gone = Decision.objects.filter(
        release=release, application__status=ApplicationStatus.WITHDRAWN
    ).order_by()
    return set(gone.values_list("pk", flat=True))


def changed_since(release: Release, shown: str) -> str:
    """What happened since it was handed over at `shown`, as a form carries that moment."""
    if release.proposed_at is None or release.proposed_at.isoformat() == shown:
        return "What is on these pages has changed."
    words = []
    if release.sent_back_at:
        words.append(
            f"{release.sent_back_by} sent it back {_when(release.sent_back_at)}:"
            f" “{release.sent_back_reason}”."
        )
    words.append(f"{release.proposed_by} handed it over again {_when(release.proposed_at)}.")
    changed = Decision.objects.filter(release=release, decided_at__gt=_moment(shown, release))
    changed = changed.select_related("application").order_by("application__reference")
    if named := [f"{it.application} is {it.get_outcome_display()}" for it in changed[:MOST_NAMED]]:
        words.append(f"Changed: {', '.join(named)}.")
    return " ".join(words)


def _moment(written: str, release: Release) -> datetime:
    """As the form carries it; nothing is newer than one that nobody wrote."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return release.proposed_at
    return found if found.tzinfo else release.proposed_at


def _when(at: datetime) -> str:
    return f"at {date_format(localtime(at), 'P').removesuffix('.')}"
