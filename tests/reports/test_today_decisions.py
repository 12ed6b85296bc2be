"""Decisions that wait for somebody, on Today."""

import pytest

from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.releasing import proposed_release
from tests.reports.test_today import today_of


@pytest.mark.django_db
def test_release_of_another_call_is_not_overlooked(call, cast) -> None:
    proposed_release(cast, apply(call))
    second_call(call)
    for chosen in (call.slug, "second"):
        shown, page = today_of(cast.second_coordinator, chosen)
        assert shown["now"].count("1 Releases to read") == 1, chosen
        assert f"/staff/decisions/?call={call.slug}" in page
        assert ("You are the second person. " + call.title in page) is (chosen == "second")
        assert "Releases to read" not in shown["nothing"]
