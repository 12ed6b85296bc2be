"""What is noted when a reader opens a review: the revision, and that its answers were shown."""

import pytest

from core.models import AccessEvent
from reviewers.enums import ReviewStatus
from reviewers.models import ReviewPhase
from tests.reviewers.score_page import at

pytestmark = pytest.mark.django_db
GIVEN = {"seen": 0, "criterion-understanding": 1, "criterion-readiness": 1}


def during(may_score: bool) -> None:
    ReviewPhase.objects.update(may_score=may_score)


def test_opening_notes_the_revision_that_is_read(review, reader) -> None:
    assert reader.get(at(review)).status_code == 200
    review.refresh_from_db()
    assert review.status == ReviewStatus.OPEN
    assert review.read_revision == review.application.revisions.get()


def test_answers_that_are_shown_are_logged_and_no_others(review, reader, cast) -> None:
    def logged_by(page: str) -> int:
        before = AccessEvent.objects.count()
        assert reader.get(page).status_code == 200
        return AccessEvent.objects.count() - before

    assert [logged_by(at(review)), logged_by(at(review))] == [1, 1]
    event = AccessEvent.objects.order_by("pk").last()
    assert (event.by, event.what, event.query) == (
        cast.reviewer,
        AccessEvent.What.ANSWERS,
        "review",
    )
    assert event.object_id == review.application_id
    during(may_score=False)
    assert logged_by(at(review)) == 0, "the page says that scoring is closed"
    during(may_score=True)
    reader.post(at(review), GIVEN)
    assert logged_by(at(review)) == 1
    ReviewPhase.objects.all().delete()
    assert logged_by(at(review)) == 0, "scores alone"


def test_closed_review_is_not_opened_by_looking(review, reader) -> None:
    during(may_score=False)
    reader.get(at(review))
    review.refresh_from_db()
    assert (review.status, review.read_revision) == (ReviewStatus.ASSIGNED, None)
