"""The coordinator's lists on a phone: nothing that decides is off the screen."""

import pytest
from playwright.sync_api import expect

from reviewers.actions.readers import add_reader
from tests.browser.inspection import SCROLLED
from tests.browser.pages import PHONE, sign_in
from tests.factories.applications import apply
from tests.factories.releasing import proposed_release
from tests.factories.story import scored, seated, two_criteria

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS = ("board", "decisions", "scores", "readers", "stipends")


def test_rows_are_stacked(new_context, live_server, call, cast) -> None:
    two_criteria(call)
    first, second = apply(call), apply(call)
    scored(first, cast, 2)
    add_reader(by=cast.coordinator, call=call, user=cast.reviewer)
    seated(first, cast)
    proposed_release(cast, second)
    page = new_context(viewport=PHONE).new_page()
    sign_in(page, live_server.url, "coordinator")
    for name in LISTS:
        page.goto(f"{live_server.url}/staff/{name}/")
        expect(page.locator("table:visible").first).to_be_visible()
        assert page.evaluate(SCROLLED) == [], name
