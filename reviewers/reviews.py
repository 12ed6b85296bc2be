"""The reviews of one application, for whoever may see all scores: in short and in full."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from applications.models import Application
from core.models import User
from reviewers import scoring
from reviewers.enums import GIVEN_UP, STANDING, UNDER_WAY, Audience, ReviewStatus
from reviewers.models import Disagreement, Remark, Review, Score, ScoreVersion
from reviewers.queries import COUNTS, comments_of, read_older, total_of


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


@dataclass(frozen=True)
class ReviewsOfApplication:
    """All reviews of an application, the first assigned first; apart those that readers gave up.

    `own_is_open`: whoever asks has still to score it, and reads nobody else's scores before.
    """

    rows: list[ScoredReview]
    own_is_open: bool
    given_up: list[Review]

    @property
    def totals(self) -> list[Decimal]:
        """Of those that are in."""
        return [row.total for row in self.rows if row.total is not None]

    @property
    def mean(self) -> Decimal | None:
        """The raw mean; None before any review is in."""
        return scoring.mean(self.totals)


def reviews_of_application(application: Application, *, reader: User) -> ReviewsOfApplication:
    """Five queries, however many there are."""
    reviews = Review.objects.filter(COUNTS, status__in=STANDING, application=application)
    reviews = reviews.select_related("reviewer", "read_revision").prefetch_related(
        "scores__criterion"
    )
    comments = comments_of(reviews)
    rows = [ScoredReview(each, _total(each), comments.get(each.pk, "")) for each in reviews]
    own = [row for row in rows if row.review.reviewer_id == reader.pk]
    given_up = reasons_of([application.pk]).get(application.pk, [])
    return ReviewsOfApplication(rows, any(row.total is None for row in own), given_up)


def reasons_of(applications: Iterable[int]) -> dict[int, list[Review]]:
    """Application → reviews that their readers gave up, with the reason."""
    found: dict[int, list[Review]] = defaultdict(list)
    reviews = Review.objects.filter(COUNTS, status__in=GIVEN_UP, application__in=applications)
    for review in reviews.select_related("reviewer").order_by("ended_at"):
        found[review.application_id].append(review)
    return found


def _total(review: Review) -> Decimal | None:
    return total_of(review) if review.status == ReviewStatus.SUBMITTED else None


@dataclass(frozen=True)
class Opinion:
    """One review of an application as coordinators read it.

    What its reader wrote for themselves is left out.
    """

    review: Review
    scores: list[Score]
    total: Decimal | None
    remarks: list[Remark]
    is_older: bool
    disagreement: Disagreement | None


def is_open_for(reader: User, application: Application) -> bool:
    """Whether somebody has still to score it, and reads nobody else's scores before."""
    own = Review.objects.filter(application=application, reviewer=reader, status__in=UNDER_WAY)
    return own.exists()


def opinions_of(application: Application, version: ScoreVersion | None) -> list[Opinion]:
    """Every review of it, those under way and ended ones too, in the order of assigning."""
    reviews = application.reviews.select_related(
        "reviewer", "read_revision", "ended_by", "reopened_by"
    )
    reviews = reviews.order_by("purpose", "assigned_at", "pk").prefetch_related(
        Prefetch("scores", Score.objects.select_related("criterion").order_by("criterion__order")),
        Prefetch(
            "remarks",
            Remark.objects.filter(replaced_by=None)
            .exclude(audience=Audience.SELF)
            .exclude(text="")
            .select_related("criterion"),
        ),
    )
    apart = {}
    if version:
        disputed = version.disagreements.filter(review__application=application)
        apart = {each.review_id: each for each in disputed}
    return [_opinion(review, apart.get(review.pk)) for review in reviews]


def _opinion(review: Review, disagreement: Disagreement | None) -> Opinion:
    return Opinion(
        review=review,
        scores=list(review.scores.all()),
        total=_total(review),
        remarks=list(review.remarks.all()),
        is_older=read_older(review),
        disagreement=disagreement if review.status == ReviewStatus.SUBMITTED else None,
    )
