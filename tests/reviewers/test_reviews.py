"""Assigning, scoring, and what a reviewer sees."""

import pytest

from reviewers import blind
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.models import Review, Score
from reviewers.reading import Reading
from reviewers.reviews import reviews_of_application
from tests.factories.applications import apply
from tests.factories.story import assigned, two_criteria
from tests.refusals import refuses


@pytest.fixture
def application(call):
    return apply(call)


@pytest.mark.django_db
def test_review_shows_its_mean_once_submitted(application, cast) -> None:
    understanding, readiness = two_criteria(application.call)
    first = assigned(application, cast)
    second = assign_review(
        by=cast.coordinator, application=application, reviewer=cast.second_reviewer
    )

    def mean():
        return reviews_of_application(application, reader=cast.coordinator).mean

    assert mean() is None
    submit_review(by=cast.reviewer, review=first, reading=Reading({understanding: 4, readiness: 0}))
    assert mean() == 75
    submit_review(
        by=cast.second_reviewer, review=second, reading=Reading({understanding: 2, readiness: 2})
    )
    assert mean() == 62.5


@pytest.mark.django_db
def test_review_twice_keeps_the_first_scores(application, cast) -> None:
    understanding, readiness = two_criteria(application.call)
    review = assigned(application, cast)
    submit_review(
        by=cast.reviewer, review=review, reading=Reading({understanding: 4, readiness: 4})
    )
    with refuses("already_submitted"):
        submit_review(
            by=cast.reviewer, review=review, reading=Reading({understanding: 0, readiness: 0})
        )
    assert set(Score.objects.values_list("points", flat=True)) == {4}


@pytest.mark.django_db
def test_review_refuses_points_off_the_scale(application, cast) -> None:
    understanding, _ = two_criteria(application.call)
    review = assigned(application, cast)
    for points in (-1, 5):
        with refuses("points_out_of_scale"):
            submit_review(by=cast.reviewer, review=review, reading=Reading({understanding: points}))
    assert not Score.objects.exists()


@pytest.mark.django_db
def test_review_belongs_to_its_reviewer(application, cast) -> None:
    review = assigned(application, cast)
    with pytest.raises(Review.DoesNotExist):
        submit_review(by=cast.second_reviewer, review=review, reading=Reading({}))


@pytest.mark.django_db
def test_review_goes_only_to_reviewers(application, cast) -> None:
    with refuses("not_a_reviewer"):
        assign_review(by=cast.coordinator, application=application, reviewer=cast.finance)


@pytest.mark.django_db
def test_blind_shows_scored_answers_and_nothing_else(application) -> None:
    seen = blind.read(application)
    assert seen.reference == application.reference
    lines = [line for answer in seen.answers for line in answer.lines]
    assert "My brother was taken away in handcuffs." in lines
    everything = repr(seen)
    names = ("Wideline", "wideline@example.org", "Example St", "Mattapan")
    for hidden in (*names, "35-54", "Saturday"):
        assert hidden not in everything
