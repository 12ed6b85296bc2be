"""The board’s candidates: in pages and tabs, found and sorted, with what is known of each."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.form.actions.withdraw import withdraw_application
from applications.models import Application
from applications.records.actions.check_residency import check_residency
from reviewers.queries import results_of
from reviewers.reviews import reviews_of_application
from selection.actions.attributes import add_attribute
from selection.actions.locks import keep_apart, set_lock
from selection.attributes import attributes_of
from selection.enums import AttributeSource, AttributeUse, Caution, LockKind, PairKind
from tests.factories.applications import apply
from tests.factories.board import (
    PEOPLE,
    pool_with_scores,
    proposed,
    put_on_board,
)
from tests.factories.releasing import choose_member

BOARD = "/staff/board/"
LONG = "Someone in my family, or someone I care for, has mental health issues"
SCORES = "/staff/scores/"


def shown(client: Client, **asked: str) -> list[Application]:
    return [row.application for row in client.get(BOARD, asked).context["table"]]


def rows(client: Client, **asked: str) -> dict:
    return {row.application: row for row in client.get(BOARD, asked).context["table"]}


@pytest.mark.django_db
def test_database_ranks_by_the_mean_that_scoring_has(call, cast, people) -> None:
    found = {each.application: each.mean for each in results_of(call)}
    assert found == {
        each: reviews_of_application(each, reader=cast.coordinator).mean for each in people
    }


@pytest.mark.django_db
@pytest.mark.parametrize("path", [BOARD, SCORES])
def test_pages_hold_each_once_with_its_place_among_all(
    call, coordinator, people, path, monkeypatch
) -> None:
    without_a_score = apply(call)
    monkeypatch.setattr("selection.views.board.CANDIDATES_ON_A_PAGE", 3)
    monkeypatch.setattr("reviewers.views.results.RESULTS_ON_A_PAGE", 3)
    pages = [coordinator.get(path).context["table"]]
    while after := pages[-1].page.after:
        pages.append(coordinator.get(path, {"after": after}).context["table"])
    found = [row for page in pages for row in page]
    assert [row.application for row in found] == [*people, without_a_score]
    assert [row.place for row in found] == [1, 2, 3, 4, 5, 6, None]
    back = coordinator.get(path, {"before": pages[2].page.before}).context["table"]
    assert [row.application for row in back] == people[3:]
    assert {page.count for page in pages} == {7}


@pytest.mark.django_db
def test_candidates_are_sorted_by_score_cost_and_reference(call, cast, coordinator, people) -> None:
    assert shown(coordinator) == people
    assert shown(coordinator, sort="score") == people[::-1]
    by_reference = sorted(people, key=lambda each: each.reference)
    assert shown(coordinator, sort="reference") == by_reference
    proposed(call, cast)
    costs = [row.price for row in rows(coordinator, sort="cost").values()]
    assert None not in costs
    assert costs == sorted(costs)


@pytest.mark.django_db
def test_a_search_reads_references_neighborhoods_and_tags(call, coordinator, people) -> None:
    typed = people[0].reference.lower().replace("-", " ")[4:]
    assert shown(coordinator, q=typed) == people[:1]
    assert shown(coordinator, q="matta") == people[:3]
    assert shown(coordinator, q=f"roxbury {people[5].reference}") == people[5:]
    assert "No candidate fits." in coordinator.get(BOARD, {"q": "nobody"}).content.decode()


@pytest.mark.django_db
def test_a_long_label_is_cut_after_a_word_and_its_key_never_shows(
    call, coordinator, people
) -> None:
    question = call.questions.get(key="connection")
    for key, text in (("professional", "A" * 80), ("family-or-caregiver", f"{LONG}, or had them")):
        question.choices.filter(key=key).update(text_en=text)
    add_attribute(
        by=None,
        call=call,
        source=AttributeSource.QUESTION,
        question=question,
        use=AttributeUse.TARGET,
    )
    tags = rows(coordinator)[people[0]].tags
    assert f"{LONG}…" in tags
    attributes = attributes_of(call)
    [connection] = [each for each in attributes.rows if each.question_id]
    assert attributes.short_label_of(connection.pk, "professional") == f"{'A' * 72}…"
    question.choices.filter(key="professional").update(text_en=f"{LONG}, and not I")
    assert (
        f"{LONG}, or had them" in rows(coordinator)[people[0]].tags
    )  # cut, both would read the same


@pytest.mark.django_db
def test_a_target_leads_to_those_who_count_toward_it(call, coordinator, people) -> None:
    [target] = coordinator.get(BOARD).context["board"].targets
    assert shown(coordinator, target=str(target.target.pk)) == people[4:]
    assert shown(coordinator, target="0") == people


@pytest.mark.django_db
def test_tabs_list_who_is_chosen_nearly_in_locked_and_who_cannot_be_chosen(
    call, cast, coordinator, people
) -> None:
    proposed(call, cast)
    put_on_board(cast.coordinator, people[0], people[4])
    set_lock(
        by=cast.coordinator, application=people[3], kind=LockKind.OUT, reason="Works for the city."
    )
    keep_apart(
        by=cast.coordinator,
        one=people[1],
        other=people[2],
        kind=PairKind.HOUSEHOLD,
        reason="They said so.",
    )
    gone = apply(call)
    withdraw_application(by=None, application=gone)
    far = apply(call)
    check_residency(
        by=cast.coordinator, application=far, status="not_a_resident", reason="Quincy.", seen=0
    )
    assert shown(coordinator, tab="chosen") == [people[0], people[4]]
    assert shown(coordinator, tab="locked") == [people[1], people[2], people[3]]
    barred = rows(coordinator, tab="cannot")
    assert {each: row.cannot for each, row in barred.items()} == {
        gone: "Withdrew",
        far: "Not a resident",
    }
    nearly = rows(coordinator, tab="nearly")
    assert nearly and all(row.share >= 10 for row in nearly.values())
    assert not {people[0], people[4]} & nearly.keys()
    counts = {tab.value: count for tab, count in coordinator.get(BOARD).context["tabs"]}
    assert counts == {"": 6, "chosen": 2, "nearly": len(nearly), "locked": 3, "cannot": 2}


@pytest.mark.django_db
def test_a_row_says_whom_a_short_target_waits_for_and_how_firm_a_seat_is(
    call, cast, coordinator, people
) -> None:
    proposed(call, cast)
    put_on_board(cast.coordinator, people[0])
    found = rows(coordinator)
    assert [bool(found[each].fills) for each in people] == [False] * 4 + [True] * 2
    assert found[people[0]].state == ("check", "Chosen")
    assert found[people[0]].share >= 90 and found[people[0]].is_firm
    assert found[people[1]].price is not None
    # Another lock: what the last proposal said of prices and of firm seats holds no longer.
    set_lock(by=cast.coordinator, application=people[5], kind=LockKind.IN, reason="Needed.")
    found = rows(coordinator)
    assert found[people[1]].price is None
    assert found[people[0]].is_firm is found[people[0]].share is None
    assert found[people[5]].state == ("lock", "Locked in")


FIGURES = """
    SELECT count(*), sum(line.raw) * 100.0 / max(version.unit)
    FROM selection_panelperson AS person
    JOIN selection_panel AS panel ON panel.id = person.panel_id AND panel.name = ''
    JOIN reviewers_scoreline AS line ON line.application_id = person.application_id
    JOIN reviewers_scoreversion AS version ON version.id = line.version_id
    WHERE panel.call_id = %s
"""


@pytest.mark.django_db
def test_the_figures_are_those_of_sql(call, cast, coordinator, people) -> None:
    put_on_board(cast.coordinator, people[0], people[3])
    snapshot = coordinator.get(BOARD).context["snapshot"]
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, [call.pk])
        count, total = cursor.fetchone()
    assert (len(snapshot.able), round(snapshot.total, 4)) == (count, round(total, 4))
    assert snapshot.mean == snapshot.total / 2


@pytest.mark.django_db
def test_whoever_cannot_be_chosen_any_more_fills_no_seat_and_is_named(
    call, cast, coordinator, people
) -> None:
    put_on_board(cast.coordinator, people[0], people[1])
    check_residency(
        by=cast.coordinator,
        application=people[1],
        status="not_a_resident",
        reason="Quincy.",
        seen=0,
    )
    page = coordinator.get(BOARD)
    assert page.context["board"].chosen == 1
    assert [row.application for row in page.context["barred"]] == [people[1]]
    assert f"move={people[1]}" in page.content.decode()


@pytest.mark.django_db
def test_statements_are_as_many_for_more_people(call, cast, coordinator, people) -> None:
    def count(**asked: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert coordinator.get(BOARD, asked).status_code == 200
        return len(found)

    put_on_board(cast.coordinator, people[2])
    coordinator.get(BOARD)
    few = [count(), count(move=people[5].reference), count(tab="chosen")]
    assert max(few) <= 42
    pool_with_scores(call, cast, tuple(PEOPLE[:4]))
    put_on_board(cast.coordinator, people[0], people[1])
    assert [count(), count(move=people[5].reference), count(tab="chosen")] == few


@pytest.mark.django_db
def test_a_seat_that_was_given_before_there_are_scores_shows(call, cast, coordinator) -> None:
    only = apply(call)
    choose_member(by=cast.coordinator, application=only, despite=Caution)
    found = rows(coordinator)
    assert found[only].state == ("check", "Chosen")
    assert found[only].score is None
