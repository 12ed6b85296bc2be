"""What a new version of a rubric does to the reviews that were written by the one before."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewers.enums import STANDING, CriterionKind, ReviewPurpose, ReviewStatus
from reviewers.models import Criterion, Review, Rubric
from reviewers.queries import criteria_of, rubric_of


@dataclass(frozen=True)
class RubricChange:
    """From the version in force to a new one; numbers are of the reviews that count.

    `same_scale` has the new criterion by the old one's id, where points keep their meaning.
    """

    old: Rubric
    new: Rubric
    same_scale: Mapping[int, Criterion]
    to_score_again: list[Criterion]
    gone: list[Criterion]
    submitted: int
    under_way: int

    @property
    def opens_again(self) -> bool:
        """Whether submitted reviews lack points by the new version."""
        return bool(self.to_score_again)


def change_to(new: Rubric) -> RubricChange:
    """What it does to put `new` in force now."""
    old = rubric_of(new.call)
    before = {each.key: each for each in criteria_of(old) if each.kind == CriterionKind.SCORED}
    after = {each.key: each for each in criteria_of(new) if each.kind == CriterionKind.SCORED}
    same = {
        before[key].pk: criterion
        for key, criterion in after.items()
        if key in before and _scale_of(before[key]) == _scale_of(criterion)
    }
    kept = {criterion.key for criterion in same.values()}
    reviews = Review.objects.filter(
        rubric=old, purpose=ReviewPurpose.COUNTS, status__in=STANDING
    ).values_list("status", flat=True)
    submitted = sum(status == ReviewStatus.SUBMITTED for status in reviews)
    return RubricChange(
        old=old,
        new=new,
        same_scale=same,
        to_score_again=[each for key, each in after.items() if key not in kept],
        gone=[each for key, each in before.items() if key not in after],
        submitted=submitted,
        under_way=len(reviews) - submitted,
    )


def _scale_of(criterion: Criterion) -> list[tuple[int, str]]:
    return [(step.points, step.meaning) for step in criterion.steps.all()]
