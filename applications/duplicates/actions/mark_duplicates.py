"""Say whether two applications are from the same person; nothing is deleted by it."""

from applications.enums import VERDICT_MOVES, ApplicationStatus, Verdict
from applications.form import queries
from applications.models import Application, DuplicateMark
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move

LOOK_AGAIN = "This changed a moment ago. Look again, then decide."


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

    Of the same person, `counts` is the one that counts, and the other is set aside. Refused when
    somebody else has marked them since, when the mark says so already, when one of the two is set
    aside for a third, and when the one that should count came late or was withdrawn.
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
        raise Refused(LOOK_AGAIN, "nothing_new")
    return DuplicateMark.objects.create(
        first=first, second=second, number=seen + 1, verdict=verdict, set_aside=aside,
        reason=reason, by=by,
    )  # fmt: skip


def _must_stand(first: Application, second: Application, counts: Application) -> None:
    others = queries.current_marks().filter(
        verdict=Verdict.SAME_PERSON, set_aside__in=[first, second]
    )
    if others.exclude(first=first, second=second).exists():
        raise Refused(LOOK_AGAIN, "set_aside")
    if counts.status != ApplicationStatus.RECEIVED:
        raise Refused(LOOK_AGAIN, "does_not_count")
