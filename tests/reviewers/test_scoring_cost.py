"""How many statements a reader's open, save and submit ask of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.applications import apply
from tests.factories.story import assigned, scored, two_criteria
from tests.reviewers.score_page import at

pytestmark = pytest.mark.django_db
UNDERSTANDING, READINESS = "criterion-understanding", "criterion-readiness"


def test_scoring_page_asks_as_much_in_a_long_queue(call, cast, reader) -> None:
    two_criteria(call)
    first = assigned(apply(call), cast)
    asked = []
    for _ in range(2):
        reader.get(at(first))  # opened
        with CaptureQueriesContext(connection) as captured:
            reader.get(at(first))
        asked.append(len(captured))
        for _ in range(3):
            assigned(apply(call), cast)
    assert asked[0] == asked[1] <= 8


def test_opening_saving_and_going_on_ask_little(call, cast, reader) -> None:
    two_criteria(call)
    scored(apply(call), cast, 1)
    first, second, other = (assigned(apply(call), cast) for _ in range(3))
    reader.get(at(other))  # the frozen rubric is kept from here on
    given = {"seen": 0, UNDERSTANDING: 2, READINESS: 2}
    asked = []
    for ask in (
        lambda: reader.get(at(first)),
        lambda: reader.post(at(first, "save/"), given),
        lambda: reader.post(at(first), given | {"seen": 1}),
        lambda: reader.get(at(second)),
    ):
        with CaptureQueriesContext(connection) as captured:
            ask()
        asked.append(len(captured))
    assert asked == [7, 7, 9, 7]
