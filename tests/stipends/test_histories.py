"""Whatever happens to stipends, all sums are equal, and no state is reached that has no name."""

import os

import pytest
from django.test import Client

from stipends.actions.agree import divide_agreement
from tests.applications.form.my_application import code_of, find
from tests.factories.applications import apply
from tests.factories.paying import halves
from tests.factories.staff import signed_in
from tests.factories.story import seated
from tests.stipends.histories import OFTEN, try_histories

MANY = int(os.environ.get("HISTORIES") or 1_000)


@pytest.fixture
def begun(call, cast) -> list[Client]:
    """Two members, one with two halves; the browsers in which they read their own pages."""
    parts = [seated(apply(call), cast) for _ in range(2)]
    divide_agreement(
        by=cast.coordinator,
        agreement=parts[0].agreement,
        parts=halves(parts[0]),
        seen=[parts[0].pk],
    )
    owners = []
    for part in parts:
        application, owner = part.agreement.decision.application, Client()
        find(owner, call, application.reference, code_of(application))
        owners.append(owner)
    return owners


@pytest.mark.django_db
def test_few_random_histories_keep_all_sums_equal(call, cast, begun) -> None:
    assert try_histories(OFTEN, call, cast, signed_in(cast.coordinator), begun)


@pytest.mark.prove
@pytest.mark.django_db
def test_random_histories_keep_all_sums_equal(call, cast, begun) -> None:
    assert try_histories(MANY, call, cast, signed_in(cast.coordinator), begun) >= MANY // OFTEN // 2
