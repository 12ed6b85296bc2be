"""Plays readers: a calibration, finished reviews, drafts, and some who step out."""

import random
from collections.abc import Iterable, Sequence

from applications.models import Application
from core.models import User
from demo import people
from reviewers.actions.calibrate import calibrate as give_to_all
from reviewers.actions.end import abstain_from_review, recuse_review
from reviewers.actions.score import save_review, skip_review, submit_review
from reviewers.enums import Audience, ReviewStatus
from reviewers.models import Criterion, Review
from reviewers.queries import criteria_of, reviews_of
from reviewers.reading import Reading


def calibrate(
    chance: random.Random,
    coordinator: User,
    applications: Iterable[Application],
    team: Sequence[User],
) -> None:
    """All readers score the same few applications, which counts nowhere."""
    for application in applications:
        for review in give_to_all(by=coordinator, application=application, readers=team):
            score(chance, review)


def score(chance: random.Random, review: Review) -> None:
    """A finished review, half of them with a comment."""
    submit_review(by=review.reviewer, review=review, reading=_reading(chance, review))


def leave_some_open(chance: random.Random, team: Sequence[User]) -> None:
    """Two drafts, one of them skipped; one who recognizes somebody, and one who abstains."""
    for reader in team[:2]:
        review = _next(reader)
        [first, *_] = criteria_of(review.rubric)
        draft = Reading({first: 3}, private_note="Read the last answer again.")
        save_review(by=reader, review=review, reading=draft, seen=0)
    skip_review(by=team[1], review=_next(team[1], ReviewStatus.OPEN))
    recuse_review(by=team[2], review=_next(team[2]), reason="We were in the same class.")
    abstain_from_review(by=team[3], review=_next(team[3]), reason="I lost somebody like this.")


def _next(reader: User, status: ReviewStatus = ReviewStatus.ASSIGNED) -> Review:
    return reviews_of(reader).filter(status=status)[0]


def _reading(chance: random.Random, review: Review) -> Reading:
    points: dict[Criterion, int] = {
        criterion: chance.choices(range(5), [1, 3, 7, 8, 5])[0]
        for criterion in criteria_of(review.rubric)
    }
    comments = [
        comment["text"]
        for comment in people.POOLS["review_comments"]
        for criterion, given in points.items()
        if comment["criterion"] == criterion.key
        and comment["from_points"] <= given <= comment["to_points"]
    ]
    has_comment = comments and chance.random() < 0.5
    return Reading(
        points,
        comment=chance.choice(comments) if has_comment else "",
        audience=Audience.READERS if chance.random() < 0.5 else Audience.COORDINATORS,
    )
