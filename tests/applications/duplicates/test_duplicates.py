"""Possible duplicates: found, marked, taken back; never deleted, and nobody counts twice."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from applications.duplicates import duplicate_sets
from applications.duplicates import queries as duplicate_queries
from applications.duplicates.actions.find_duplicates import find_duplicates
from applications.duplicates.actions.mark_duplicates import mark_duplicates
from applications.duplicates.duplicate_sets import decided_pairs, open_sets
from applications.duplicates.queries import states_of
from applications.enums import DuplicateState, Strength, Verdict
from applications.form.actions.withdraw import withdraw_application
from applications.form.queries import eligible_applications
from applications.models import Application, Contact, DuplicateKey, DuplicateMark, PossibleDuplicate
from applications.records.queries import search_entries
from core.actions import Refused
from reviewers.queries import ranked, reviews_of
from selection.board import on_the_board
from selection.enums import Caution
from tests.factories import duplicates, story
from tests.factories.applications import apply
from tests.factories.releasing import choose_member
from tests.refusals import refuses

DIFFERENT = {"verdict": Verdict.DIFFERENT_PEOPLE, "counts": None}
PICKS_UP = {"wants_pick_up": True, "preferred_way": ""}
BACK = {"verdict": Verdict.UNDECIDED, "counts": None}


def sets() -> list[list[Application]]:
    return [each.applications for each in open_sets()[0]]


@pytest.mark.django_db
def test_set_is_found_once_by_the_worker(call) -> None:
    one, other = duplicates.similar_pair(call)
    assert find_duplicates(by=None) == 0
    pair = PossibleDuplicate.objects.get()
    assert (pair.first, pair.second, pair.strength) == (one, other, Strength.LIKELY)
    assert pair.signs == ["phone", "same_name"]
    assert sets() == [[one, other]]


@pytest.mark.django_db
def test_set_joins_what_hangs_together_and_households_stay_apart(call) -> None:
    one, other = duplicates.similar_pair(call)
    third = duplicates.named(call, "Désir Frantz", phone="617 555 0177")
    wife = duplicates.named(call, "Marie Désir")
    find_duplicates(by=None)
    assert sets() == [[one, other, third]]
    [household] = open_sets()[1]
    assert household.applications == [one, other, wife]


@pytest.mark.django_db
def test_households_push_no_likely_pair_off_the_list(call, monkeypatch) -> None:
    monkeypatch.setattr(duplicate_sets, "MOST_PAIRS", 1)
    one, other = duplicates.similar_pair(call)
    duplicates.similar_pair(call, "Ana Souza", "Bia Lima")
    assert sets() == [[one, other]]
    assert len(open_sets()[1]) == 1
    assert duplicate_sets.pair_counts() == (1, 5)


@pytest.mark.django_db
def test_same_name_is_found_in_a_crowd_on_one_phone(call, monkeypatch) -> None:
    monkeypatch.setattr(duplicate_queries, "MOST_CANDIDATES", 4)
    before = duplicates.named(call, "Frantz Désir", phone="617 555 0177")
    for name in ("Ana Souza", "Bia Lima", "Carl Roy", "Dina Peretz"):
        duplicates.named(call, name)
    found = duplicate_queries.candidates_for(duplicates.named(call, "frantz desir"))
    assert found[0].application == before
    assert len(found) == 4, "and as many of those on the phone as there is room for"


@pytest.mark.django_db
def test_address_is_no_sign(call) -> None:
    home = {"street": "60 Example St", "unit": "3R", "zip_code": "02126"}
    for name in ("Frantz Désir", "Ana Souza"):
        apply(call, contact={"full_name": name, "email": "", **PICKS_UP}, home=home)
    find_duplicates(by=None)
    assert not PossibleDuplicate.objects.exists()


@pytest.mark.django_db
def test_correction_takes_back_what_was_found(call) -> None:
    one, _other = duplicates.similar_pair(call)
    Contact.objects.filter(revision__application=one).update(
        full_name="Ana Souza", phone="", **PICKS_UP
    )
    assert not PossibleDuplicate.objects.exists()
    find_duplicates(by=None)
    assert sets() == []


@pytest.mark.django_db
def test_withdrawn_and_erased_people_are_in_no_set(call) -> None:
    one, _other = duplicates.similar_pair(call)
    withdraw_application(by=None, application=one)
    assert open_sets() == ([], [])
    blank = {"full_name": "", "phone": "", "street": "", "unit": "", "zip_code": ""}
    Contact.objects.filter(revision__application=one).update(
        **blank, preferred_way="", erased_at="2021-11-10T00:00Z"
    )
    entry = DuplicateKey.objects.get(pk=one.pk)
    assert (entry.full_key, entry.phone_key) == ("", "")
    assert not PossibleDuplicate.objects.exists()


@pytest.mark.django_db
def test_one_of_the_same_person_counts(call, cast) -> None:
    one, other = duplicates.similar_pair(call)
    story.two_criteria(call)
    review = story.assigned(one, cast)
    choose_member(by=cast.coordinator, application=one, despite=Caution)
    duplicates.marked(cast.coordinator, other, one)
    assert set(eligible_applications()) == {other}
    assert list(ranked(call)) == [other]
    assert review not in reviews_of(cast.reviewer)
    assert not on_the_board(call).exists(), "the seat is empty again"
    with refuses("set_aside"):
        choose_member(by=cast.coordinator, application=one, despite=Caution)
    assert Application.objects.count() == 2, "nothing is deleted"
    assert sets() == []


@pytest.mark.django_db
def test_mark_is_taken_back_with_a_reason_and_all_marks_stay(call, cast) -> None:
    one, other = duplicates.similar_pair(call)
    duplicates.marked(cast.coordinator, other, one)
    duplicates.marked(cast.second_coordinator, one, other, seen=1)
    assert set(eligible_applications()) == {one}
    duplicates.marked(cast.coordinator, one, other, seen=2, **BACK)
    assert set(eligible_applications()) == {one, other}
    assert sets() == [[one, other]], "to be compared again"
    duplicates.marked(cast.coordinator, one, other, seen=3, **DIFFERENT)
    assert sets() == []
    assert list(DuplicateMark.objects.order_by("number").values_list("verdict", flat=True)) == [
        "same_person",
        "same_person",
        "undecided",
        "different_people",
    ]


@pytest.mark.django_db
def test_second_of_two_people_at_once_is_told(call, cast) -> None:
    one, other = duplicates.similar_pair(call)
    duplicates.marked(cast.coordinator, one, other)
    with refuses("changed_meanwhile"):
        duplicates.marked(cast.second_coordinator, other, one)
    with refuses("nothing_new"):
        duplicates.marked(cast.second_coordinator, one, other, seen=1)
    assert DuplicateMark.objects.get().by == cast.coordinator


@pytest.mark.django_db
def test_set_of_three_has_one_that_counts(call, cast) -> None:
    one, two, three = duplicates.similar_pair(call, *["Frantz Désir"] * 3)
    duplicates.marked(cast.coordinator, one, two)
    assert sets() == [[one, three]], "what is set aside is compared no more"
    with refuses("set_aside"):
        duplicates.marked(cast.coordinator, three, two)
    duplicates.marked(cast.coordinator, three, one)
    assert set(eligible_applications()) == {three}
    assert sets() == []


@pytest.mark.django_db
def test_late_or_withdrawn_one_cannot_count(call, cast) -> None:
    one, other = duplicates.similar_pair(call)
    withdraw_application(by=None, application=one)
    with refuses("does_not_count"):
        duplicates.marked(cast.coordinator, one, other)


@pytest.mark.django_db
def test_one_that_counted_and_left_is_told(call, cast) -> None:
    one, other = duplicates.similar_pair(call)
    duplicates.marked(cast.coordinator, one, other)
    assert [each.is_orphan for each in decided_pairs()] == [False]
    withdraw_application(by=None, application=one)
    assert [each.is_orphan for each in decided_pairs()] == [True]
    assert not eligible_applications().exists()


@pytest.mark.django_db
def test_database_refuses_marks_that_make_no_sense(call, cast) -> None:
    one, two, three = duplicates.similar_pair(call, *["Frantz Désir"] * 3)
    mark = duplicates.marked(cast.coordinator, one, two)
    good = {"first": one, "second": three, "number": 1, "reason": "x", "by": cast.coordinator}
    same = {"verdict": "same_person"}
    wrong = {
        "the_older_of_a_marked_pair_comes_first": {"first": three, "second": one, **BACK},
        "one_of_the_same_person_is_set_aside": {**same, "set_aside": two},
        "a_duplicate_mark_has_a_reason": {"reason": "", "verdict": "different_people"},
        "duplicate_marks_are_numbered_from_one": {"number": 0, "verdict": "undecided"},
        "one_duplicate_mark_a_number": {"second": two, "verdict": "different_people"},
        "is no half of another pair": {
            "first": two,
            "second": three,
            **same,
            "set_aside": three,
        },
    }
    for name, values in wrong.items():
        row = {key: value for key, value in {**good, **values}.items() if key != "counts"}
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            DuplicateMark.objects.create(**row)
    for change in (lambda: mark.delete(), lambda: DuplicateMark.objects.update(number=7)):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_list_filters_by_where_an_application_stands(call, cast) -> None:
    one, two = duplicates.similar_pair(call)
    three, four = duplicates.similar_pair(
        call, "Ana Souza", "Anna Silva Souza"
    )  # not alike: one phone
    five, six = duplicates.similar_pair(call, "Nguyễn Thị Hoa", "Nguyen Thi Hoa")
    duplicates.marked(cast.coordinator, two, one)

    def listed(state: str) -> set[Application]:
        return {entry.application for entry in search_entries({"duplicate": state})}

    assert listed(DuplicateState.NOT_COUNTED) == {one}
    assert listed(DuplicateState.COUNTED) == {two}
    assert listed(DuplicateState.POSSIBLE) == {five, six}
    assert states_of([one.pk, two.pk, three.pk, four.pk, five.pk]) == {
        one.pk: "not_counted",
        two.pk: "counted",
        five.pk: "possible",
    }


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_in_the_same_second_make_one_mark(call, cast) -> None:
    one, other = duplicates.similar_pair(call)
    outcomes: list[str] = []

    def decide(by, counts: Application) -> None:
        try:
            mark_duplicates(
                by=by,
                pair=(one, other),
                verdict=Verdict.SAME_PERSON,
                counts=counts,
                reason="x",
                seen=0,
            )
            outcomes.append("marked")
        except Refused:
            outcomes.append("told")
        finally:
            connection.close()

    hands = [
        threading.Thread(target=decide, args=(cast.coordinator, one)),
        threading.Thread(target=decide, args=(cast.second_coordinator, other)),
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(outcomes) == ["marked", "told"]
    assert eligible_applications().count() == 1
