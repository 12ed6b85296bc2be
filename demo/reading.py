"""Reading in the demo: readers and whom they know, an assignment, reviews, a score version."""

import random
from itertools import cycle

from applications.form.queries import contacts_of
from applications.models import Call
from core.models import User
from demo import people
from reviewers import pool
from reviewers.actions.assign import assign_review
from reviewers.actions.assignment import adopt_assignment, propose_assignment
from reviewers.actions.conflicts import confirm_listed, list_person
from reviewers.actions.readers import add_reader
from reviewers.actions.score import submit_review
from reviewers.actions.score_version import make_score_version
from reviewers.enums import ReaderRole, ReviewPurpose
from reviewers.matching import similar_to
from reviewers.models import Reader, Review
from reviewers.queries import criteria_of, reviewers, rubric_of
from reviewers.readers import Terms
from reviewers.reading import Reading

SEED = 20211110
CALIBRATIONS = 2
SHARE_READ = 0.6
ROLE = ReaderRole.LIVED_EXPERIENCE
LANGUAGES = (["ht", "fr"], ["es"], [], ["vi", "zh-hant"])
STRICTNESS = (0.0, 0.6, 0.0, -0.4)  # steps of the scale that each reader gives less


def play(call: Call, coordinator: User) -> None:
    """Everybody has scored the same two first, and then more than half of their own."""
    readers = _readers(call, coordinator)
    received = list(call.applications.order_by("received_at", "pk"))
    scores = _Scores(call)
    for application in received[:CALIBRATIONS]:
        for reader in readers:
            review = assign_review(
                by=coordinator,
                application=application,
                reviewer=reader.user,
                purpose=ReviewPurpose.CALIBRATION,
            )
            scores.submit(review)
    work, seed = pool.pool_of(call, role=ROLE), str(SEED)
    answer = pool.solved(work, seed)
    run = propose_assignment(
        by=coordinator, call=call, pool=work, seed=seed, answer=answer, role=ROLE
    )
    adopt_assignment(by=coordinator, run=run)
    for reader in readers:
        mine = list(run.reviews.filter(reviewer=reader.user).order_by("position"))
        for review in mine[: round(len(mine) * SHARE_READ)]:
            scores.submit(review)
    make_score_version(by=coordinator, call=call, seen=0)


def _readers(call: Call, coordinator: User) -> list[Reader]:
    """All reviewers; every second brings lived experience, and two know somebody."""
    roles = cycle([[ROLE], []])
    readers = [
        add_reader(
            by=coordinator,
            call=call,
            user=user,
            terms=Terms(cap=45, languages=languages, roles=next(roles)),
        )
        for user, languages in zip(reviewers(), LANGUAGES, strict=True)
    ]
    first, second = readers[:2]
    received = call.applications.order_by("received_at", "pk")
    applications = list(received[CALIBRATIONS : CALIBRATIONS + 2])
    names = [contacts_of(applications)[each.pk].name for each in applications]
    neighbor = list_person(by=first.user, reader=first, name=names[0], note="My neighbor")
    list_person(by=second.user, reader=second, name=names[1], note="We worked together")
    list_person(by=second.user, reader=second, name="Rosalind Achterberg", note="My aunt")
    for match in similar_to(call, [neighbor.name])[neighbor.name]:
        if match.application == applications[0]:
            confirm_listed(by=coordinator, person=neighbor, application=match.application)
    return readers


class _Scores:
    """Points by how good an application is, how strict its reader, and chance."""

    def __init__(self, call: Call) -> None:
        self.chance = random.Random(SEED)
        self.criteria = list(criteria_of(rubric_of(call)))
        self.quality = {each: self.chance.gauss(2.4, 0.9) for each in call.applications.all()}
        self.strictness = dict(zip(reviewers(), STRICTNESS, strict=True))

    def submit(self, review: Review) -> None:
        """With a comment that fits, every second time."""
        middle = self.quality[review.application] - self.strictness[review.reviewer]
        points = {
            criterion: min(max(round(self.chance.gauss(middle, 0.9)), 0), criterion.max_points)
            for criterion in self.criteria
        }
        comments = [
            comment["text"]
            for comment in people.POOLS["review_comments"]
            for criterion, given in points.items()
            if comment["criterion"] == criterion.key
            and comment["from_points"] <= given <= comment["to_points"]
        ]
        has_comment = comments and self.chance.random() < 0.5
        comment = self.chance.choice(comments) if has_comment else ""
        submit_review(by=review.reviewer, review=review, reading=Reading(points, comment=comment))
