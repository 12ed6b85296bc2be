"""The reviews of one application, as its page shows them to whoever may see all scores."""

from dataclasses import dataclass
from decimal import Decimal

from applications.models import Application
from core.models import User
from reviewers import scoring
from reviewers.enums import ReviewStatus
from reviewers.models import Review


@dataclass(frozen=True)
class ScoredReview:
    """One review; `total` is from 0 to 100, None before it is submitted."""

    review: Review
    total: Decimal | None


@dataclass(frozen=True)
class ReviewsOfApplication:
    """All reviews of an application, the first assigned first.

    `own_is_open`: whoever asks has still to score it, and reads nobody else's scores before.
    """

    rows: list[ScoredReview]
    own_is_open: bool

    @property
    def totals(self) -> list[Decimal]:
        """Of those that are in."""
        return [row.total for row in self.rows if row.total is not None]

    @property
    def mean(self) -> Decimal | None:
        """The raw mean; None before any review is in."""
        return scoring.mean(self.totals)


def reviews_of_application(application: Application, *, reader: User) -> ReviewsOfApplication:
    """Three queries, however many there are."""
    reviews = Review.objects.filter(application=application).select_related("reviewer")
    reviews = reviews.prefetch_related("scores__criterion")
    rows = [ScoredReview(each, _total(each)) for each in reviews]
    own = [row.review for row in rows if row.review.reviewer_id == reader.pk]
    return ReviewsOfApplication(rows, any(_is_open(review) for review in own))


def _total(review: Review) -> Decimal | None:
    if _is_open(review):
        return None
    return scoring.total(
        scoring.Scored(score.criterion.weight, score.criterion.max_points, score.points)
        for score in review.scores.all()
    )


def _is_open(review: Review) -> bool:
    return review.status != ReviewStatus.SUBMITTED
