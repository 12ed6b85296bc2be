"""The rows of the page that sets targets: they unfold, and what is wrong with them is in order."""

import pytest

from applications.models import Cluster
from selection.board import current_targets
from tests.factories.targets import set_target
from tests.selection.target_pages import EDIT, LIST, post, typed_on

pytestmark = pytest.mark.django_db


def test_group_of_a_row_unfolds_with_what_was_typed_and_keeps_the_page_small(
    call, coordinator, attributes
) -> None:
    typed = typed_on(coordinator, f"{EDIT}&suggest=1")
    assert b"Everybody but these" not in coordinator.get(f"{EDIT}&suggest=1").content
    own = {"row-2-minimum": ["7"], "row-2-maximum": [""]}
    back = post(coordinator, typed, "open-2", **own)
    assert back.endswith("#row-2")
    assert "Save as version 1<" in coordinator.get(back).content.decode()
    page = coordinator.get(back)
    assert page.content.count(b"Everybody but these") == 1 and len(page.content) < 45_000
    opened = typed_on(coordinator, back)
    assert opened["open"] == ["2"] and opened["row-2-minimum"] == ["7"]
    assert opened["row-2-values"] == typed["row-2-values"]
    both = {"row-2-values": ["dorchester", "west-roxbury"], "row-2-is_negated": ["on"]}
    gone = {f"row-{row}-leave_out": ["on"] for row in opened["row"] if row != "2"}
    post(coordinator, opened, "save", **both, **gone)
    target = current_targets(call).targets.get()
    assert (target.values, target.is_negated, target.minimum) == (both["row-2-values"], True, 7)
    folded = typed_on(coordinator)
    assert folded["row-1-values"] == both["row-2-values"] and folded["row-1-is_negated"] == ["on"]


def test_what_is_wrong_is_listed_down_the_page_and_figures_need_a_source_of_their_own(
    call, coordinator, attributes
) -> None:
    post(coordinator, typed_on(coordinator, f"{EDIT}&suggest=1"), "save")
    typed = typed_on(coordinator) | {"reason": [""], "row-1-minimum": ["1"], "seats_least": ["0"]}
    page = coordinator.get(post(coordinator, typed, "save")).content.decode()
    summary = page.split("data-error-summary")[1].split("</ul>")[0]
    errors = ("1 is the least", "That source gave other figures", "Say why they change")
    places = [summary.index(each) for each in errors]
    assert places == sorted(places)
    own = {"row-1-source": ["As agreed"], "seats_least": ["15"], "reason": ["Fewer."]}
    assert post(coordinator, typed, "save", **own).startswith(LIST)


def test_all_that_is_wrong_is_said_at_once(call, coordinator, attributes) -> None:
    set_target(call, Cluster.objects.get(slug="dorchester"), 1, 3)
    set_target(call, Cluster.objects.get(slug="west-roxbury"), 0, 3)
    wrong = {
        "row-1-minimum": ["16"],  # of 15 seats
        "row-1-maximum": [""],
        "row-1-source": [""],
        "row-2-values": ["dorchester"],
        "row-2-minimum": ["many"],
        "reason": [""],
    }
    back = post(coordinator, typed_on(coordinator), "save", **wrong)
    summary = coordinator.get(back).content.decode().split("data-error-summary")[1]
    for words in (
        "There are only 15 seats.",
        "Say where the figures are from.",
        "There is a target for this group already.",
        "Give a whole number, in digits.",
        "Say why they change.",
    ):
        assert words in summary.split("</div>")[0]


def test_version_meanwhile_says_what_it_changed(call, coordinator, attributes) -> None:
    set_target(call, Cluster.objects.get(slug="dorchester"), 1, 3)
    typed = typed_on(coordinator)
    set_target(call, Cluster.objects.get(slug="dorchester"), 2, 3)
    back = post(coordinator, typed, "save", reason=["Ours"], **{"row-1-maximum": ["4"]})
    page = coordinator.get(back).content.decode()
    assert "Dorchester 1 to 3 → 2 to 3" in page
    assert typed_on(coordinator, back)["row-1-maximum"] == ["4"]
