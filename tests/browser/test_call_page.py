"""The page of a call on a phone: short, in every state; and the way to help first of all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.calls.actions.configure import plan_call, set_office
from applications.form import site_cache
from tests.factories.calls import redated

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREEN = {"width": 390, "height": 844}
MOST_SCREENS = 4
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("opens_in", "closes_in"), [(5, 25), (-9, 11), (-9, -2)], ids=["upcoming", "open", "closed"]
)
def test_call_page_takes_at_most_four_screens(
    live_server, call, new_context, opens_in, closes_in
) -> None:
    noon = timezone.localtime().replace(hour=12, minute=30)
    call = redated(call, opens_at=noon + opens_in * DAY, closes_at=noon + closes_in * DAY)
    set_office(by=None, phone="617-555-0100", email="design-group@example.org")
    closes_on = timezone.localdate(call.closes_at)
    plan_call(
        by=None,
        call=call,
        answers_until=closes_on + 37 * DAY,
        meets_from=closes_on + 49 * DAY,
        meets_until=closes_on + 210 * DAY,
    )
    site_cache.clear()
    page = new_context(viewport=SCREEN).new_page()
    page.goto(f"{live_server.url}/en/{call.slug}/")
    assert page.locator("h1").inner_text() == call.title_en
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= MOST_SCREENS * SCREEN["height"]


def test_crisis_help_is_the_first_thing_that_the_keyboard_meets(
    live_server, call, new_context
) -> None:
    page = new_context(viewport=SCREEN).new_page()
    page.goto(f"{live_server.url}/ar/")
    page.keyboard.press("Tab")  # to skip what is alike on each page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/about/get-help-now/")
    first = page.locator("main a").first
    assert first.get_attribute("href") == "tel:988"
    box = first.bounding_box()
    assert box["height"] >= 80 and box["y"] + box["height"] < SCREEN["height"]
