"""The applications that look like one, as its page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from applications.duplicates import queries
from applications.enums import Strength, Verdict
from applications.models import Application, DuplicateMark, PossibleDuplicate
from core.pills import Pill, Tone

_DOES_NOT_COUNT = Pill("Does not count", Tone.WARN)


@dataclass(frozen=True)
class Pair:
    """The other application, what it is to this one, and the mark if somebody compared them."""

    other: Application
    words: str
    pill: Pill | None = None
    why: str = ""
    mark: DuplicateMark | None = None


def pairs_of(application: Application, marks: Iterable[DuplicateMark]) -> list[Pair]:
    """Those that nobody has decided, the most likely first; then the marked ones.

    `marks` are all about it, the newest first: the first one of a pair is the current one.
    """
    undecided = [_undecided(application, pair) for pair in queries.open_pairs_of(application)]
    current: dict[tuple[int, int], DuplicateMark] = {}
    for mark in marks:
        current.setdefault((mark.first_id, mark.second_id), mark)
    decided = [mark for mark in current.values() if mark.verdict != Verdict.UNDECIDED]
    return [*undecided, *(_marked(application, mark) for mark in decided)]


def _undecided(application: Application, pair: PossibleDuplicate) -> Pair:
    other = pair.second if pair.first_id == application.pk else pair.first
    why = queries.in_words(pair.signs)
    return Pair(other, "Looks like", pill=Strength(pair.strength).pill, why=why)


def _marked(application: Application, mark: DuplicateMark) -> Pair:
    other = mark.second if mark.first_id == application.pk else mark.first
    if mark.verdict == Verdict.DIFFERENT_PEOPLE:
        return Pair(other, "Another person than", mark=mark)
    if mark.set_aside_id == application.pk:
        return Pair(other, "The same person as", pill=_DOES_NOT_COUNT, mark=mark)
    return Pair(other, "Counts. The same person as", mark=mark)
