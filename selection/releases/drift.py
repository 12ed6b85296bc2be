"""What happened to applicants since a release was drafted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from applications.enums import ApplicationStatus
from applications.form.queries import set_aside
from applications.models import Application
from applications.records.queries import lives_elsewhere
from core.phrases import listed
from selection.enums import Outcome, ReleaseStatus
from selection.models import Decision, Release
from selection.queries import to_answer

MOST_NAMED = 5


@dataclass(frozen=True)
class Drift:
    """References: who withdrew is left out; all others must be brought up to date first.

    `missing` would have no answer, `aside` does not count any more, `barred` are members, reserves
    or not chosen and not eligible now, `eligible` were not and are now.
    """

    withdrawn: list[Decision] = field(default_factory=list)
    aside: list[Decision] = field(default_factory=list)
    missing: list[Application] = field(default_factory=list)
    barred: list[Decision] = field(default_factory=list)
    eligible: list[Decision] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """What must be brought up to date, one sentence for each kind."""
        return [
            *_sentence("Applied, or counts, only since then", self.missing),
            *_sentence("Another application of the same person counts now", self.aside),
            *_sentence("Not eligible any more", self.barred),
            *_sentence("Eligible again", self.eligible),
        ]

    @property
    def is_any(self) -> bool:
        """Whether the draft does not fit the applicants any more."""
        return bool(self.withdrawn or self.sentences)


def _sentence(words: str, found: Sequence[Decision | Application]) -> list[str]:
    if not found:
        return []
    names = [str(getattr(each, "application", each)) for each in found[:MOST_NAMED]]
    if more := len(found) - MOST_NAMED:
        names += [f"{more} more"] if more > 0 else []
    return [f"{words}: {listed(names)}."]


def drift_of(release: Release) -> Drift:
    """In a fixed number of queries."""
    decisions = Decision.objects.filter(release=release).select_related("application")
    decisions = decisions.order_by("application__reference")
    late = decisions.filter(application__status=ApplicationStatus.REFUSED)
    standing = decisions.filter(application__status=ApplicationStatus.RECEIVED)
    elsewhere = standing.filter(lives_elsewhere("application"))
    unfit = Outcome.NOT_ELIGIBLE
    fit = standing.filter(outcome=unfit, by_hand=False).exclude(lives_elsewhere("application"))
    aside = decisions.filter(application__in=set_aside())
    return Drift(
        withdrawn=list(decisions.filter(application__status=ApplicationStatus.WITHDRAWN)),
        aside=list(aside),
        missing=list(missing_from(release)),
        barred=[*late.exclude(outcome=unfit), *elsewhere.exclude(outcome=unfit)],
        eligible=list(fit.exclude(application__in=set_aside())),
    )


def missing_from(release: Release) -> QuerySet[Application]:
    """Those who should have an answer, and have none in this release or an earlier one."""
    answered = Decision.objects.filter(application__call=release.call).exclude(
        release__status=ReleaseStatus.DROPPED
    )
    applications = to_answer(release.call).exclude(pk__in=answered.values("application"))
    return applications.order_by("reference")
