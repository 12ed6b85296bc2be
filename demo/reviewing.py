"""Plays readers: a calibration, finished reviews, drafts, and some who step out."""

import random
from collections.abc import Iterable, Sequence

from applications.models import Application, Call
from core.models import User
from demo import people
from reviewers.actions.calibrate import calibrate as give_out
from reviewers.actions.end import abstain_from_review, recuse_review
from reviewers.actions.score import save_review, skip_review, submit_review
from reviewers.enums import Audience, ReviewStatus
from reviewers.models import Criterion, Review
from reviewers.queries import criteria_of, reviews_of
from reviewers.reading import Reading

STRICTNESS = (0.0, 0.6, 0.0, -0.4)  # steps of the scale that each reader gives less


class Judge:
    """Points by how good an application is, how strict its reader, and chance, by its `spread`."""

    def __init__(
        self, chance: random.Random, call: Call, team: Sequence[User], spread: float = 0.9
    ) -> None:
        self.chance, self.spread = chance, spread
        self.quality = {
            each: chance.gauss(2.4, 0.9) for each in call.applications.order_by("received_at", "pk")
        }
        self.strictness = dict(zip(team, STRICTNESS, strict=True))

    def score(self, review: Review) -> None:
        """A finished review, half of them with a comment."""
        submit_review(by=review.reviewer, review=review, reading=self._reading(review))

    def _reading(self, review: Review) -> Reading:
        middle = self.quality[review.application] - self.strictness[review.reviewer]
        points: dict[Criterion, int] = {
            each: min(max(round(self.chance.gauss(middle, self.spread)), 0), each.max_points)
            for each in criteria_of(review.rubric)
        }
        comments = [
            comment["text"]
            for comment in people.POOLS["review_comments"]
            for criterion, given in points.items()
            if comment["criterion"] == criterion.key
            and comment["from_points"] <= given <= comment["to_points"]
        ]
        has_comment = comments and self.chance.random() < 0.5
        return Reading(
            points,
            comment=self.chance.choice(comments) if has_comment else "",
            audience=Audience.READERS if self.chance.random() < 0.5 else Audience.COORDINATORS,
        )


def calibrate(
    judge: Judge, coordinator: User, applications: Iterable[Application], team: Sequence[User]
) -> None:
    """Half of the readers score each first, which counts nowhere; the others read it to rank it."""
    half = len(team) // 2
    for application, readers in zip(applications, (team[:half], team[half:]), strict=True):
        for review in give_out(by=coordinator, application=application, readers=readers):
            judge.score(review)


def leave_some_open(team: Sequence[User]) -> None:
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
