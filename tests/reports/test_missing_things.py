"""What an address asks for and there is not: a 404 or nothing, never something else instead."""

import pytest

from applications.models import Application
from tests.factories.applications import apply
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db

OF_A_CALL = ("", "applications/", "board/", "decisions/", "export/", "scores/", "stipends/")
FILTERS = ("channel", "duplicate", "language", "neighborhood", "residency", "status")


@pytest.fixture
def application(call) -> Application:
    return apply(call)


@pytest.mark.parametrize("slug", ["nowhere", "2021", "ALL", "%00", "%F0%9F%87"])
def test_call_that_does_not_exist_is_a_404(application, cast, slug: str) -> None:
    coordinator = signed_in(cast.coordinator)
    pages = dict.fromkeys(OF_A_CALL, coordinator) | {
        "payments/": signed_in(cast.finance),
        "paper/": signed_in(cast.clerk),
        "practice/enter/": signed_in(cast.clerk),
    }
    status = {
        page: client.get(f"/staff/{page}?call={slug}").status_code for page, client in pages.items()
    }
    assert status == dict.fromkeys(pages, 404)
    assert coordinator.post("/staff/decisions/add/", {"call": slug}).status_code == 404


@pytest.mark.parametrize("name", FILTERS)
def test_filter_that_does_not_exist_finds_nothing(application, cast, name: str) -> None:
    client = signed_in(cast.coordinator)
    wrong = f"?{name}=atlantis"
    page = client.get(f"/staff/applications/{wrong}").content.decode()
    assert "No application fits" in page and application.reference not in page
    file = client.post(f"/staff/export/{wrong}", {"kind": "csv"}, follow=True)
    assert "nothing to export" in file.content.decode()


def test_revision_that_does_not_exist_is_a_404(application, cast) -> None:
    client = signed_in(cast.coordinator)
    assert client.get(f"/staff/applications/{application}/?revision=1").status_code == 200
    assert client.get(f"/staff/applications/{application}/?revision=2").status_code == 404


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2026-01-01T00:00:00+23:59",
    ],
)
def test_history_from_the_ends_of_time_is_a_page(application, cast, at: str) -> None:
    query = {"after": f"{at}~application~1"}
    assert signed_in(cast.auditor).get("/staff/history/", query).status_code == 200
