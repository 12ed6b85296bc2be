"""Release what a second person has seen: all of it, once, and nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone

from applications.models import Application, Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.phrases import listed
from core.states import may_move
from selection.enums import RELEASE_MOVES, Outcome, ReleaseStatus
from selection.models import Decision, Release
from selection.releases.drift import Drift, drift_of
from selection.releases.screen import Screen, changed_since, screen_of


@dataclass(frozen=True)
class Shown:
    """What the form carries of the page that it was on.

    `handed_over` is when that release was handed over, `left_out` ids of decisions about people
    who had withdrawn.
    """

    digest: str
    handed_over: str
    left_out: Collection[int] = ()


@dataclass(frozen=True)
class LetGo:
    """The release, and the references of those left out since they withdrew."""

    release: Release
    left_out: list[str]


@action
def release_decisions(
    *, by: User, release: Release, shown: Shown, typed: Mapping[str, int]
) -> LetGo:
    """Let everything go that was `shown`; `typed` are the counts, by outcome.

    Whoever withdrew meanwhile is left out. ChangedMeanwhile where anything else is not as it was
    shown, or somebody has released it. Refused for whoever drafted it, handed it over or decided
    about somebody in it, for other counts, and while a letter's text is unread.
    """
    Call.objects.select_for_update().get(pk=release.call_id)
    release = Release.objects.select_for_update().get(pk=release.pk)
    _refuse_gone(release)
    may_move(RELEASE_MOVES, ReleaseStatus.PROPOSED, ReleaseStatus.RELEASED, by=by)
    _refuse_own(release, by)
    people = Application.objects.filter(decisions__release=release).order_by("pk")
    list(people.select_for_update(of=["self"]).values_list("pk", flat=True))
    drift = drift_of(release)
    screen = _as_shown(release, by, shown, drift)
    _refuse_counts(screen, typed)
    if screen.unread:
        words = "A letter’s text is not read yet. Read each one before you release."
        raise Refused(words, "unread")
    Decision.objects.filter(pk__in=[each.pk for each in drift.withdrawn]).delete()
    release.status = ReleaseStatus.RELEASED
    release.released_by, release.released_at = by, timezone.now()
    release.typed, release.digest = dict(typed), screen.digest
    release.save()
    return LetGo(release, [str(each.application) for each in drift.withdrawn])


def _refuse_gone(release: Release) -> None:
    if release.status == ReleaseStatus.RELEASED:
        raise ChangedMeanwhile(
            f"{release.released_by} has released it already. Nothing went twice."
        )
    if release.status != ReleaseStatus.PROPOSED:
        why = f": “{release.sent_back_reason}”" if release.sent_back_by else ""
        who = f"{release.sent_back_by} sent it back{why}" if release.sent_back_by else "It is gone"
        raise ChangedMeanwhile(f"{who}. Nothing was released.")


def _refuse_own(release: Release, person: User) -> None:
    """Raise Refused for whoever has a part in it."""
    decided = Decision.objects.filter(release=release, decided_by=person)
    if person.pk in (release.drafted_by_id, release.proposed_by_id) or decided.exists():
        raise Refused("You have a part in these decisions. Somebody else releases them.", "own")


def _as_shown(release: Release, by: User, shown: Shown, drift: Drift) -> Screen:
    """The screen that was shown. ChangedMeanwhile, with what changed, where that is another one."""
    screen = screen_of(release, by, shown.left_out)
    if drift.sentences:
        words = f"{' '.join(drift.sentences)} Send it back, so that it is brought up to date."
        raise ChangedMeanwhile(f"Nothing was released. {words}")
    has_withdrawn = {each.pk for each in drift.withdrawn}
    if screen.digest != shown.digest or not set(shown.left_out) <= has_withdrawn:
        words = changed_since(release, shown.handed_over)
        raise ChangedMeanwhile(f"Nothing was released. {words} What you typed is kept; look again.")
    return screen


def _refuse_counts(screen: Screen, typed: Mapping[str, int]) -> None:
    """Without the right number: it is to be read on the pages."""
    wrong = [each for each in Outcome if typed.get(each) != screen.counts[each]]
    if wrong:
        names = listed([f"“{each.label}”" for each in wrong])
        message = f"The pages have another number of {names} than you typed. Look at them again."
        raise Refused(message, "counts", field=wrong[0].value if len(wrong) == 1 else None)
