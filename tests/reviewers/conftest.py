"""Readers, what they are to read, and proposals of who reads what; one reader and a review."""

import pytest
from django.test import Client

from reviewers import pool
from reviewers.actions.assignment import propose_assignment
from reviewers.actions.rubric import fix_ranking_rule
from reviewers.enums import ReaderRole
from reviewers.models import Review
from reviewers.readers import Terms
from tests.factories.applications import apply
from tests.factories.reading import several_readers
from tests.factories.staff import signed_in
from tests.factories.story import assigned, two_criteria

ROLE = ReaderRole.LIVED_EXPERIENCE


@pytest.fixture
def readers(call, cast):
    """Four readers, of whom one reads Spanish and one brings lived experience; two readings."""
    two_criteria(call)
    fix_ranking_rule(by=None, call=call, readings=2, fewest_readings=1)
    terms = [Terms(languages=["es"]), Terms(roles=[ROLE]), Terms(), Terms()]
    return several_readers(call, cast, terms)


@pytest.fixture
def applications(call, readers):
    return [apply(call, language="es" if n == 0 else "en") for n in range(8)]


@pytest.fixture
def propose(call, cast):
    def propose(role="", **how):
        work = pool.pool_of(call, role=role, **how)
        return propose_assignment(
            by=cast.coordinator,
            call=call,
            pool=work,
            seed="seed",
            answer=pool.solved(work, "seed"),
        )

    return propose


@pytest.fixture
def review(call, cast) -> Review:
    """Of the first reviewer, not opened yet; with two criteria."""
    two_criteria(call)
    return assigned(apply(call), cast)


@pytest.fixture
def reader(cast) -> Client:
    """The first reviewer, signed in."""
    return signed_in(cast.reviewer)
