"""A coordinator who also reads sees no scores of a call before their own are in."""

import io

import openpyxl
import pytest
from django.contrib.auth.models import Group

from core.permissions import Role
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.models import ReviewPhase
from reviewers.queries import criteria_of, latest_version
from reviewers.reading import Reading
from tests.factories.applications import apply
from tests.factories.board import pool_with_scores
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db
MEAN = "87.5"  # of the second one of the pool


@pytest.fixture
def own(call, cast):
    """A coordinator's own review, among those whose scores are in."""
    cast.coordinator.groups.add(Group.objects.get(name=Role.REVIEWER))
    pool_with_scores(call, cast)
    return assign_review(
        by=cast.second_coordinator, application=apply(call), reviewer=cast.coordinator
    )


@pytest.fixture
def pages(call):
    def pages(person):
        number = latest_version(call).number
        client = signed_in(person)
        addresses = ["scores/", "board/", f"scores/version/{call.slug}/{number}/"]
        return [
            client.get(f"/staff/{each}?call={call.slug}").content.decode() for each in addresses
        ]

    return pages


def exported(person) -> str:
    given = {"kind": "xlsx"}
    file = b"".join(signed_in(person).post("/staff/export/", given).streaming_content)
    rows = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(values_only=True)
    return str(list(rows))


def submit(review) -> None:
    reading = Reading(dict.fromkeys(criteria_of(review.rubric), 2))
    submit_review(by=review.reviewer, review=review, reading=reading)


def test_scores_and_board_open_once_ones_own_are_in(cast, own, pages) -> None:
    for page in pages(cast.coordinator):
        assert "You have still 1 application of this call to score" in page
        assert MEAN not in page
    scores, board, _version = pages(cast.second_coordinator)
    assert MEAN in scores and MEAN in board, "nothing is closed to whoever reads nothing"
    submit(own)
    scores, board, _version = pages(cast.coordinator)
    assert MEAN in scores and MEAN in board


def test_file_has_no_scores_before_ones_own_are_in(cast, own) -> None:
    page = signed_in(cast.coordinator).get("/staff/export/").content.decode()
    assert "you have still 1 application to score" in page
    assert MEAN not in exported(cast.coordinator) and MEAN in exported(cast.second_coordinator)
    submit(own)
    assert MEAN in exported(cast.coordinator)


def test_nothing_stays_closed_once_nobody_can_score_any_more(cast, own, pages) -> None:
    ReviewPhase.objects.update(may_score=False)
    assert MEAN in pages(cast.coordinator)[0]
