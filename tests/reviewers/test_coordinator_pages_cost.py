"""Pages that compare or count over a whole call ask as much of a large one as of a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewers.actions.conflicts import list_person
from reviewers.actions.readers import add_reader
from reviewers.actions.rubric import CriterionValues, add_criterion
from reviewers.actions.rubric_version import begin_rubric_version
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.story import MEANINGS, scored

pytestmark = pytest.mark.django_db


def asked_by(client, page: str) -> int:
    """Statements of a page that has been opened before."""
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("page", "most"), [("/staff/", 54), ("/staff/readers/", 28), ("/staff/readers/conflicts/", 24)]
)
def test_names_to_compare_cost_as_much_of_many_as_of_one(call, cast, page, most) -> None:
    coordinator = signed_in(cast.coordinator)
    reader = add_reader(by=cast.coordinator, call=call, user=cast.reviewer)
    asked = []
    for names in (["Wideline Désir"], ["Ana Peña", "Luz Souza", "Thomas Évora"]):
        for name in names:
            apply(call, contact={"full_name": name, "email": f"{len(name)}@example.org"})
            list_person(by=cast.reviewer, reader=reader, name=name)
        asked.append(asked_by(coordinator, page))
    assert asked[0] == asked[1] <= most


def test_places_that_new_criteria_change_cost_as_much_of_many_as_of_one(call, cast) -> None:
    coordinator, asked = signed_in(cast.coordinator), []
    scored(apply(call), cast, 1)
    begin_rubric_version(by=cast.coordinator, call=call, reason="Norming")
    add_criterion(by=cast.coordinator, call=call, values=CriterionValues("New", meanings=MEANINGS))
    for more in range(2):
        for points in range(3 * more):
            scored(apply(call), cast, points)
        asked.append(asked_by(coordinator, f"/staff/calls/{call.slug}/rubric/"))
    assert asked[0] == asked[1] <= 24
