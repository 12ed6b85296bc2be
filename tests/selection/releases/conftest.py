"""People with scores for three seats, and both coordinators."""

import pytest
from django.test import Client

from applications.models import Application
from tests.factories.board import pool_with_scores, three_seats
from tests.factories.staff import signed_in


@pytest.fixture
def people(call, cast) -> list[Application]:
    """Six people, the best first, for three seats; one at least is for Roxbury (the last two)."""
    found = pool_with_scores(call, cast)
    three_seats(call)
    return found


@pytest.fixture
def first(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def second(cast) -> Client:
    return signed_in(cast.second_coordinator)
