"""People with scores for three seats, and the coordinator who chooses among them."""

import pytest
from django.test import Client

from applications.models import Application
from selection.actions.attributes import add_attribute
from selection.actions.runs import ask_for_proposal
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute, Run
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


@pytest.fixture
def attributes(call) -> dict[str, Attribute]:
    """Clusters and languages are used for targets."""
    return {
        source: add_attribute(by=None, call=call, source=source, use=AttributeUse.TARGET)
        for source in (AttributeSource.CLUSTER, AttributeSource.LANGUAGE)
    }
