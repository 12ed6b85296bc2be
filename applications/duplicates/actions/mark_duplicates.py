"""Say whether two applications are from the same person; nothing is deleted by it."""

from applications.enums import VERDICT_MOVES, ApplicationStatus, Verdict
from applications.form import queries
from applications.models import Application, DuplicateMark
from core.actions import ChangedMeanwhile, action
from core.models import User
from core.states import may_move


class NothingNew(Exception):
    """The mark says already what was to be said."""


class SetAside(Exception):
    """One of the two is set aside already; its argument is the mark that says so."""


class DoesNotStand(Exception):
    """The one that should count came late, or was withdrawn."""


@action
def mark_duplicates(
    *,
    by: User,
    pair: tuple[Application, Application],
    verdict: Verdict,
    counts: Application | None = None,
    reason: str,
    seen: int,
) -> DuplicateMark:
    """Add a mark after the one that `by` saw, by its number; 0 when there was none.

    Of the same person, `counts` is the one that counts, and the other is set aside. Raises
    ChangedMeanwhile when somebody else has marked them since, NothingNew, SetAside, DoesNotStand.
    """
    ids = sorted(each.pk for each in pair)
    # Both rows are the queue: two people decide one after the other, also about sets of three.
    first, second = Application.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    before = DuplicateMark.objects.filter(first=first, second=second).order_by("-number").first()
    if (before.number if before else 0) != seen:
        raise ChangedMeanwhile
    aside = None
    if counts is not None:
        counts, aside = (first, second) if counts.pk == first.pk else (second, first)
        _must_stand(first, second, counts)
    start = before.verdict if before else Verdict.UNDECIDED
    is_same = before is not None and before.set_aside_id == (aside and aside.pk)
    if not may_move(VERDICT_MOVES, start, verdict, by=by) or (is_same and start == verdict):
        raise NothingNew
    return DuplicateMark.objects.create(
        first=first, second=second, number=seen + 1, verdict=verdict, set_aside=aside,
        reason=reason, by=by,
    )  # fmt: skip


def _must_stand(first: Application, second: Application, counts: Application) -> None:
    others = queries.current_marks().filter(
        verdict=Verdict.SAME_PERSON, set_aside__in=[first, second]
    )
    if mark := others.exclude(first=first, second=second).first():
        raise SetAside(mark)
    if counts.status != ApplicationStatus.RECEIVED:
        raise DoesNotStand
