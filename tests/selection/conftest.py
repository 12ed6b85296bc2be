"""People with scores for three seats, and the coordinator who chooses among them."""

import pytest
from django.test import Client

from applications.models import Application
from selection.actions.runs import ask_for_proposal
from selection.models import Run
from tests.factories.board import (
    pool_with_scores,
    put_on_board,
    three_seats,
)
from tests.factories.staff import signed_in


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def people(call, cast) -> list[Application]:
    """Six people, the best first, for three seats; one at least is for Roxbury (the last two)."""
    found = pool_with_scores(call, cast)
    three_seats(call)
    return found


@pytest.fixture
def full(cast, people) -> list[Application]:
    """The three best sit, so that the target is short."""
    put_on_board(cast.coordinator, *people[:3])
    return people


@pytest.fixture
def run(call, cast, people) -> Run:
    """A proposal that is asked for, and that no worker has begun."""
    return ask_for_proposal(by=cast.coordinator, call=call)
