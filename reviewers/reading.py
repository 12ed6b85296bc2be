"""What a reader gives an application: points, notes and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewers.enums import Audience
from reviewers.models import Criterion, Remark, Review


@dataclass(frozen=True)
class Reading:
    """Points by scored criterion, words by note, and remarks on the whole."""

    points: Mapping[Criterion, int] = field(default_factory=dict)
    notes: Mapping[Criterion, str] = field(default_factory=dict)
    comment: str = ""
    audience: Audience = Audience.COORDINATORS
    private_note: str = ""


def field_of(criterion: Criterion) -> str:
    """The name of a criterion's field in forms."""
    return f"criterion-{criterion.key}"


def saved_reading(review: Review) -> dict[str, Any]:
    """What is saved of a review, as initial values of its form."""
    initial: dict[str, Any] = {"seen": review.version}
    if not review.was_saved:
        return initial
    for score in review.scores.select_related("criterion"):
        initial[field_of(score.criterion)] = score.points
    remarks = Remark.objects.filter(review=review, replaced_by=None)
    for remark in remarks.select_related("criterion"):
        if remark.criterion:
            initial[field_of(remark.criterion)] = remark.text
        elif remark.audience == Audience.SELF:
            initial["private_note"] = remark.text
        else:
            initial |= {"comment": remark.text, "audience": remark.audience}
    return initial
