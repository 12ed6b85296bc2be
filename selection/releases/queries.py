"""Questions about releases, for their pages."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from applications.models import Call
from core.models import User
from core.permissions import Permission
from selection.enums import Outcome, ReleaseStatus
from selection.models import Decision, Release, TargetSet
from selection.releases.drafting import reasons_of


@dataclass(frozen=True)
class Listed:
    """A release with how many it answers, by outcome."""

    release: Release
    counts: Mapping[str, int]

    @property
    def in_words(self) -> str:
        """ "15 members, 5 reserves, 40 not chosen"."""
        plural = {Outcome.MEMBER: "s", Outcome.RESERVE: "s"}
        return ", ".join(
            f"{self.counts[each]} {each.label}"
            f"{plural.get(each, '') if self.counts[each] != 1 else ''}"
            for each in Outcome
            if self.counts[each]
        )


def changes_of_targets(release: Release) -> list[TargetSet]:
    """The versions of the targets that staff made up to the one of its panel, the newest first."""
    targets = release.panel.target_set if release.panel else None
    if targets is None:
        return []
    made = TargetSet.objects.filter(call=release.call, number__lte=targets.number)
    return list(made.filter(made_by__isnull=False).select_related("made_by").order_by("-number"))


def releases_of(call: Call) -> list[Listed]:
    """The newest first; in two queries."""
    people = ("drafted_by", "proposed_by", "sent_back_by", "released_by", "dropped_by", "panel")
    releases = list(Release.objects.filter(call=call).select_related(*people).order_by("-number"))
    counts = counts_of(releases)
    return [Listed(each, counts.get(each.pk, Counter())) for each in releases]


def counts_of(releases: Collection[Release]) -> dict[int, Counter[str]]:
    """How many decisions of each outcome, by the release's id."""
    found: dict[int, Counter[str]] = {}
    rows = Decision.objects.filter(release__in=releases).order_by()
    for release, outcome, count in rows.values_list("release", "outcome").annotate(Count("pk")):
        found.setdefault(release, Counter())[outcome] = count
    return found


def wrong_day(release: Release) -> str:
    """Why the members of an open release could not answer in time; "" if they can."""
    if not Decision.objects.filter(release=release, outcome=Outcome.MEMBER).exists():
        return ""
    if release.reply_by is None:
        return "No day is set by which members answer."
    is_over = release.reply_by <= timezone.localdate()
    return "The day by which members answer has come already." if is_over else ""


def changed_in(release: Release) -> list[Decision]:
    """What somebody decided by hand in it, and no other draft of its panel would have."""
    found = Decision.objects.filter(release=release, by_hand=True).select_related("application")
    people = [each.application_id for each in found]
    again = reasons_of(release.panel, people) if release.panel else {}
    return [
        each
        for each in found.order_by("application__reference")
        if each.outcome != Outcome.MEMBER or again.get(each.application_id) != (each.reason, True)
    ]


def may_let_go(release: Release, person: User) -> bool:
    """Whether this person can be the second one: none of it is theirs."""
    if release.status != ReleaseStatus.PROPOSED or not person.may(Permission.RELEASE_DECISIONS):
        return False
    own = Decision.objects.filter(release=release, decided_by=person)
    return person.pk not in (release.drafted_by_id, release.proposed_by_id) and not own.exists()
