"""The pages of saved panels: list, saving, comparison and briefing."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import Application, Contact
from core.models import AccessEvent
from selection.actions.locks import keep_apart, set_lock
from selection.actions.lot import type_lot
from selection.actions.moves import move, put_proposal
from selection.actions.panels import save_panel
from selection.board import board_of
from selection.comparison import compare
from selection.enums import Caution, LockKind, PairKind
from selection.models import Panel
from selection.panel_lines import lines_of
from selection.panels import details_of, saved_panels
from tests.factories.board import pool_with_scores, proposed, three_seats
from tests.factories.lots import drawn
from tests.factories.staff import signed_in

ALL = list(Caution)
PANELS = "/staff/board/panels/"


@pytest.fixture
def people(call, cast) -> list[Application]:
    """Six with scores, best first; three seats, one for Roxbury, whence the last two are."""
    people = pool_with_scores(call, cast)
    three_seats(call)
    return people


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


def change(call, by, into=(), out=()) -> None:
    move(
        by=by,
        call=call,
        seen=board_of(call).version,
        into=into,
        out=out,
        despite={each.pk: ALL for each in into},
        reason="Why.",
    )


def save(call, by, name: str) -> Panel:
    return save_panel(by=by, call=call, seen=board_of(call).version, name=name)


@pytest.fixture
def two(call, cast, people) -> tuple[Panel, Panel]:
    """The best three, who miss the target, and the same with the best of Roxbury."""
    change(call, cast.coordinator, into=people[:3])
    one = save(call, cast.coordinator, "The best three")
    change(call, cast.coordinator, into=people[4:5], out=people[2:3])
    return one, save(call, cast.coordinator, "With Roxbury")


def words(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


TOTAL = """
    SELECT sum(line.raw)::numeric * 100 / version.unit
    FROM reviewers_scoreline AS line
    JOIN reviewers_scoreversion AS version ON version.id = line.version_id
    JOIN selection_panelperson AS person ON person.application_id = line.application_id
    WHERE person.panel_id = %s AND version.id = %s
    GROUP BY version.unit
"""


@pytest.mark.django_db
def test_totals_and_targets_are_what_sql_counts(call, cast, two, people) -> None:
    lines = {line.panel: line for line in lines_of(call, saved_panels(call))}
    for panel, chosen in zip(two, (0, 1), strict=True):
        details = details_of(panel)
        with connection.cursor() as cursor:
            cursor.execute(TOTAL, [panel.pk, panel.score_version_id])
            [(total,)] = cursor.fetchall()
        assert details.total == lines[panel].total == total
        assert (lines[panel].people, lines[panel].met, lines[panel].targets) == (3, chosen, 1)
        assert [row.chosen for row in details.rows] == [chosen]
    found = compare(*two)
    assert [each.application for each in found.only_a] == [people[2]]
    assert [each.application for each in found.only_b] == [people[4]]
    assert [pair.change for pair in found.differing] == [1]
    changes = {tile.name: tile.change for tile in found.map_b.drawn if tile.change}
    assert changes == {"Mattapan": -1, "Roxbury": 1}


@pytest.mark.django_db
def test_comparison_says_what_b_changes(coordinator, two) -> None:
    page = words(coordinator.get(f"{PANELS}compare/", {"a": two[0].pk, "b": two[1].pk}))
    less = "B changes 1 of 3 people and totals 25.0 points less."
    assert f"{less} Targets met: 0 of 1 in A, 1 of 1 in B." in page
    assert "Total score 262.5 237.5 −25.0" in page
    assert "Targets met 0 of 1 1 of 1 +1" in page


@pytest.mark.django_db
def test_page_offers_two_that_differ_to_compare(coordinator, two) -> None:
    """The one saved last is the one on the board."""
    form = coordinator.get(PANELS).context["form"]
    assert form.initial["b"] == two[0].pk


@pytest.mark.django_db
def test_panel_is_not_compared_with_itself_or_with_one_of_another_call(coordinator, two) -> None:
    page = words(coordinator.get(f"{PANELS}compare/", {"a": two[0].pk, "b": two[0].pk}))
    assert "Choose another one than A." in page
    unknown = words(coordinator.get(f"{PANELS}compare/", {"a": two[0].pk, "b": "999999"}))
    assert "Please check this page" in unknown


@pytest.mark.django_db
def test_comparison_with_the_board_takes_as_many_statements_for_more_people(
    call, cast, coordinator, two, people
) -> None:
    address = f"{PANELS}compare/?a={two[0].pk}&b={board_of(call).pk}"
    coordinator.get(address)
    with CaptureQueriesContext(
        connection,
    ) as for_three:
        coordinator.get(address)
    change(call, cast.coordinator, out=people[:2])
    with CaptureQueriesContext(connection) as for_one:
        coordinator.get(address)
    assert len(for_three) == len(for_one) <= 44


@pytest.mark.django_db
def test_name_that_is_taken_comes_back_with_what_was_typed(call, cast, coordinator, two) -> None:
    change(call, cast.coordinator, out=[two[1].people.first().application])
    sent = {"call": call.slug, "name": "with roxbury", "seen": board_of(call).version}
    page = coordinator.post(f"{PANELS}save/", sent, follow=True)
    assert page.redirect_chain
    assert "Saved panels never change" in words(page)
    assert 'value="with roxbury"' in page.content.decode()
    assert Panel.objects.exclude(name="").count() == 2
    page = coordinator.post(f"{PANELS}save/", sent | {"name": "Two of three"}, follow=True)
    assert "“Two of three” is saved." in words(page)


@pytest.mark.django_db
def test_board_that_changed_meanwhile_is_not_saved_unseen(call, cast, coordinator, two) -> None:
    seen = board_of(call).version
    change(call, cast.second_coordinator, out=[two[1].people.first().application])
    sent = {"call": call.slug, "name": "Third", "seen": seen}
    page = coordinator.post(f"{PANELS}save/", sent, follow=True)
    assert "Somebody changed the board" in words(page)
    assert 'value="Third"' in page.content.decode()
    assert not Panel.objects.filter(name="Third").exists()


@pytest.mark.django_db
def test_briefing_names_nobody_and_is_on_record(call, cast, coordinator, two) -> None:
    for application in Application.objects.filter(call=call):
        contacts = Contact.objects.filter(revision__application=application)
        contacts.update(full_name=f"CANARY{application.pk}")
    page = coordinator.get(f"{PANELS}{two[1].pk}/briefing/")
    assert "3 people from 2 neighborhoods meet the target." in words(page)
    seated = set(two[1].people.values_list("application", flat=True))
    for application in Application.objects.filter(call=call):
        assert f"CANARY{application.pk}" not in words(page)
        assert (application.reference in words(page)) == (application.pk in seated)
    event = AccessEvent.objects.get(what=AccessEvent.What.BRIEFING)
    assert (event.by, event.count) == (cast.coordinator, 3)
    assert f"panel={two[1].pk}" in event.query
    first = two[1].people.first().application
    set_lock(by=cast.coordinator, application=first, kind=LockKind.IN, reason="Has no home.")
    board = words(coordinator.get(f"{PANELS}{board_of(call).pk}/briefing/"))
    assert "1 locked in." in board and "no home" not in board  # whom a reason may speak of


@pytest.mark.django_db(transaction=True)
def test_proposal_is_provisional_until_the_lot_is_drawn(call, cast, coordinator, people) -> None:
    def briefing(name: str) -> str:
        run = proposed(call, cast)
        members = [each.application for each in run.people.filter(is_member=True)]
        put_proposal(
            by=cast.coordinator,
            run=run,
            seen=board_of(call).version,
            people=members,
            despite={each.pk: ALL for each in members},
            reason="Proposed.",
        )
        panel = save(call, cast.coordinator, name)
        return words(coordinator.get(f"{PANELS}{panel.pk}/briefing/"))

    first = briefing("First")
    assert "No panel that meets these targets totals more; that is proved." in first
    assert "Provisional:" in first
    assert "Balance costs 25.0 points" in first
    assert "firm, full" in first
    drawn(call, cast.coordinator)
    for each in (cast.coordinator, cast.second_coordinator):
        type_lot(by=each, call=call, typed="4 6 1")
    change(call, cast.coordinator, out=people[:1])
    second = briefing("Second")
    assert "that is proved." in second
    assert "Provisional:" not in second


@pytest.mark.django_db
def test_proof_within_locks_says_so(call, cast, coordinator, people) -> None:
    """The last is locked in, who would not sit otherwise: the best panel without locks has more."""
    set_lock(by=cast.coordinator, application=people[5], kind=LockKind.IN, reason="Agreed.")
    pair = {"one": people[2], "other": people[3], "kind": PairKind.APART, "reason": "Asked."}
    keep_apart(by=cast.coordinator, **pair)
    run = proposed(call, cast)
    put_proposal(
        by=cast.coordinator,
        run=run,
        seen=board_of(call).version,
        people=[each.application for each in run.people.filter(is_member=True)],
        despite={each.pk: ALL for each in people},
        reason="Proposed.",
    )
    panel = save(call, cast.coordinator, "With a lock")
    page = words(coordinator.get(f"{PANELS}{panel.pk}/briefing/"))
    assert "meets these targets, with 1 lock and 1 pair kept apart, totals more;" in page
    assert "What these themselves cost is not in it." in page
    compared = coordinator.get(f"{PANELS}compare/", {"a": panel.pk, "b": board_of(call).pk})
    assert "Best there is, provisional with 1 lock and 1 pair kept apart" in words(compared)


@pytest.mark.django_db
def test_briefing_says_that_targets_were_changed(call, cast, coordinator, two) -> None:
    before = words(coordinator.get(f"{PANELS}{two[1].pk}/briefing/"))
    assert "The targets were changed" not in before
    three_seats(call, minimum=2)
    panel = save(call, cast.coordinator, "Loosened")
    page = words(coordinator.get(f"{PANELS}{panel.pk}/briefing/"))
    assert "The targets were changed" in page


@pytest.mark.django_db
def test_panel_that_is_not_the_proposal_says_what_it_lacks(call, cast, coordinator, two) -> None:
    proposed(call, cast)
    page = words(coordinator.get(f"{PANELS}{board_of(call).pk}/briefing/"))
    assert "No panel that meets these targets totals more" in page
    change(call, cast.coordinator, out=[two[0].people.first().application])
    page = words(coordinator.get(f"{PANELS}{board_of(call).pk}/briefing/"))
    assert "has 1 other and totals 237.5 points; this one totals 137.5." in page


@pytest.mark.django_db
def test_panel_that_is_on_the_board_is_named_and_a_board_that_is_not_saved(
    call, cast, coordinator, two
) -> None:
    decisions = f"/staff/decisions/?call={call.slug}"
    for address in (decisions, PANELS):
        page = words(coordinator.get(address))
        assert "With Roxbury On the board now" in page
        assert "The best three On the board now" not in page
    assert "are not saved as a panel" not in words(coordinator.get(decisions))
    change(call, cast.coordinator, out=[two[1].people.first().application])
    assert "With Roxbury On the board now" not in words(coordinator.get(PANELS))
    page = words(coordinator.get(decisions))
    assert "On the board now" not in page and "are not saved as a panel" in page
