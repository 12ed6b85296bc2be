"""Decisions that wait for somebody, on Today."""

import pytest

from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.releasing import proposed_release
from tests.factories.staff import signed_in


@pytest.mark.django_db
def test_release_of_another_call_is_not_overlooked(call, cast) -> None:
    proposed_release(cast, apply(call))
    other, client = second_call(call), signed_in(cast.second_coordinator)
    for shown in (call, other):
        answer = client.get("/staff/", {"call": shown.slug})
        todo, page = answer.context["todo"], answer.content.decode()
        [release] = [item for item in todo.now if item.title == "Releases to read"]
        assert release.count == 1
        assert release.url == f"/staff/decisions/?call={call.slug}" and release.url in page
        assert release.words.endswith(f" {call.title}.") is (shown == other)
        assert "Releases to read" not in [item.title for item in todo.nothing]
