"""Mark two applications as from the same person or not; nothing is deleted."""

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
    """Add a mark after the one that `by` saw (`seen` is its number, 0 for none).

    For the same person, `counts` is the one that counts; the other is set aside. Refused if
    somebody else has marked them since, the current mark already says so, one of them is set aside
    for a third, or the one that should count is late or withdrawn.
    """
    ids = sorted(each.pk for each in pair)
    # Lock both rows, so that two people decide one after the other, also about sets of three.
    first, second = Application.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    before = DuplicateMark.objects.filter(first=first, second=second).order_by("-number").first()
    if (before.number if before else 0) != seen:
        raise ChangedMeanwhile
    aside = None
    if counts is not None:
        counts, aside = (first, second) if counts.pk == first.pk else (second, first)
        _check_eligible(first, second, counts)
    start = before.verdict if before else Verdict.UNDECIDED
    is_same = before is not None and before.set_aside_id == (aside and aside.pk)
    if not may_move(VERDICT_MOVES, start, verdict, by=by) or (is_same and start == verdict):
        raise Refused(LOOK_AGAIN, "nothing_new")
    return DuplicateMark.objects.create(
        first=first,
        second=second,
        number=seen + 1,
        verdict=verdict,
        set_aside=aside,
        reason=reason,
        by=by,
    )


def _check_eligible(first: Application, second: Application, counts: Application) -> None:
    others = queries.current_marks().filter(
        verdict=Verdict.SAME_PERSON, set_aside__in=[first, second]
    )
    if others.exclude(first=first, second=second).exists():
        raise Refused(LOOK_AGAIN, "set_aside")
    if counts.status != ApplicationStatus.RECEIVED:
        raise Refused(LOOK_AGAIN, "does_not_count")
