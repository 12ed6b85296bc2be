"""The reviews of one application, as its page shows them to whoever may see all scores."""

from dataclasses import dataclass
from decimal import Decimal

from applications.models import Application
from core.models import User
from reviewers import scoring
from reviewers.enums import STANDING, ReviewStatus
from reviewers.models import Review
from reviewers.queries import COUNTS, comments_of, read_older


@dataclass(frozen=True)
class ScoredReview:
    """One review that counts; `total` is from 0 to 100, None before it is submitted."""

    review: Review
    total: Decimal | None
    comment: str = ""

    @property
    def is_older(self) -> bool:
        """Whether the application was corrected since."""
        return self.total is not None and read_older(self.review)

    @property
    def is_of_older_words(self) -> bool:
        """Whether the application was corrected after it was read."""
        read = self.review.read_revision
        return self.total is not None and read is not None and not read.is_current


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
    """Four queries, however many there are."""
    reviews = Review.objects.filter(COUNTS, status__in=STANDING, application=application)
    reviews = reviews.select_related("reviewer", "read_revision").prefetch_related(
        "scores__criterion"
    )
    comments = comments_of(reviews)
    rows = [ScoredReview(each, _total(each), comments.get(each.pk, "")) for each in reviews]
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
