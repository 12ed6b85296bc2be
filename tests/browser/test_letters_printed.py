"""Address labels: whatever somebody is called and wherever they live, all of it is on the label."""

import pytest

from tests.browser.paper_desk import inspect
from tests.factories.letters import BY_POST, answered_by, reader_of, send_letters
from tests.factories.names import expected, name_rows

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

LONG = "Wolfeschlegelsteinhausenbergerdorff Maria-Immaculata Jean-Baptiste von und zu Hohenlohe"
FILLS_LABELS = """() => [...document.querySelectorAll('.label')]
    .filter(each => each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth)
    .map(each => each.innerText)"""
NOT_LEFT = """() => [...document.querySelectorAll('.label bdi')]
    .filter(each => each.getBoundingClientRect().left >
        each.closest('.label').getBoundingClientRect().left + 30).map(each => each.innerText)"""


def test_labels_hold_long_names_and_addresses_of_three_lines(call, cast, desk_of) -> None:
    names = [expected(row) or row["preferred_name"] for row in name_rows()]
    for name in (*names, LONG, "W" * 100, "هدى " * 20, "王小明" * 15):
        reader_of(call, "en", full_name=name, **BY_POST)
    too_much = {**BY_POST, "post_address": "A line of an address that goes on\n" * 9}
    left_out = reader_of(call, "en", full_name="Ana", **too_much)
    send_letters(answered_by(cast, reader_of(call, "en")), cast.coordinator)
    page = desk_of(cast.coordinator).page
    base = page.url.partition("/staff/")[0]
    page.goto(f"{base}/staff/letters/print/labels/?call={call.slug}")
    inspect(page)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(FILLS_LABELS) == []
        assert page.evaluate(NOT_LEFT) == [], "as the post reads it"
    page.emulate_media(media="print")
    assert page.evaluate(FILLS_LABELS) == []
    assert left_out.reference in page.locator(".note-warn").inner_text()
