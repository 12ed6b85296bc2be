"""Who makes room for whoever is taken in: the best first, each with what it leaves."""

import pytest
from django.test import Client

from applications.models import Cluster
from selection.board import current_targets
from tests.factories.board import HYDE_PARK, put_on_board
from tests.factories.targets import set_target
from tests.selection.board_pages import opened, words

pytestmark = pytest.mark.django_db


def hyde_park(call, most: int) -> None:
    """At most so many of the first four people."""
    set_target(call, Cluster.objects.get(slug=HYDE_PARK), 0, most)


def test_each_choice_says_which_targets_it_leaves_short_or_over(
    call, coordinator: Client, full
) -> None:
    hyde_park(call, most=1)  # three sit
    page = opened(coordinator, move=full[4].reference)
    left = {it.application: it.in_words for it in page.context["plan"].options}
    assert left[full[2].pk] == "Costs 25.0; Hyde Park, Mattapan becomes over by 1"
    assert "Costs 25.0 points , meets Roxbury, Mission Hill. Hyde Park" in words(page)
    assert "Best first: nearest to the targets, then least cost." in words(page)
    hyde_park(call, most=2)
    page = opened(coordinator, move=full[4].reference)
    left = {it.application: it.in_words for it in page.context["plan"].options}
    assert left[full[2].pk] == "Costs 25.0; every target is met"


def test_what_becomes_short_is_told_from_what_stays_short(call, cast, coordinator, full) -> None:
    set_target(call, Cluster.objects.get(slug=HYDE_PARK), 3, 3)
    plan = opened(coordinator, move=full[4].reference).context["plan"]
    assert plan.effect.left == "Hyde Park, Mattapan becomes short by 1"
    plan = opened(coordinator, move=full[3].reference).context["plan"]
    assert plan.effect.left == "Roxbury, Mission Hill stays short by 1"
    assert plan.effect.for_targets == ". Roxbury, Mission Hill stays short by 1."


def test_empty_seat_is_not_first_where_a_swap_misses_less(call, cast, coordinator, people) -> None:
    hyde_park(call, most=1)
    put_on_board(cast.coordinator, people[0], people[4])
    plan = opened(coordinator, move=people[1].reference).context["plan"]
    assert [it.application for it in plan.options] == [people[0].pk, None, people[4].pk]
    assert plan.out == [people[0].pk]
    assert plan.options[1].in_words == "Hyde Park, Mattapan becomes over by 1"


def test_full_board_has_no_empty_seat_to_fill(call, cast, coordinator, full) -> None:
    page = opened(coordinator, move=full[4].reference, other=full[5].reference)
    assert current_targets(call).seats_most == 3
    assert "Fills" not in words(page) and "1 more than there are seats" in words(page)
