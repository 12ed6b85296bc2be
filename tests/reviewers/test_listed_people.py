"""People whom readers know: listed beforehand, matched by coordinators, never told to readers."""

import re
from datetime import timedelta

import pytest

from core.models import AccessEvent
from reviewers.actions.assign import assign_review
from reviewers.actions.conflicts import (
    confirm_listed,
    lift_conflict,
    list_person,
    note_conflict,
    tell_apart,
    unlist_person,
)
from reviewers.actions.end import recuse_review
from reviewers.actions.readers import add_reader
from reviewers.enums import ConflictSource, ReviewStatus
from reviewers.matching import matches_of, similar_to
from reviewers.models import Conflict, ListedPerson
from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.reading import two_readers
from tests.factories.staff import signed_in
from tests.factories.story import assigned, scored
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call):
    return apply(call, contact={"full_name": "Wideline Désir", "email": "w@example.org"})


@pytest.fixture
def person(application, cast):
    reader, _second = two_readers(application, cast)
    return list_person(by=cast.reviewer, reader=reader, name="Widelyne Desir")


def test_similar_names_are_found_until_a_coordinator_has_decided(
    call, cast, application, person
) -> None:
    other = apply(call, contact={"full_name": "Wideline Desire", "email": "d@example.org"})
    found = matches_of(call, [person])[person.pk]
    assert {match.application for match in found if match.is_open} == {application, other}
    confirm_listed(by=cast.coordinator, person=person, application=application)
    tell_apart(by=cast.coordinator, person=person, application=other)
    found = {match.application: match for match in matches_of(call, [person])[person.pk]}
    assert found[application].is_confirmed and found[other].is_other
    with refuses("changed_meanwhile"):
        tell_apart(by=cast.coordinator, person=person, application=application)


def test_confirmed_person_ends_the_review_and_keeps_the_reader_out(
    cast, application, person
) -> None:
    review = assigned(application, cast)
    confirm_listed(by=cast.coordinator, person=person, application=application)
    review.refresh_from_db()
    assert review.status == ReviewStatus.RECUSED and review.end_reason
    with refuses("conflict"):
        assign_review(by=cast.coordinator, application=application, reviewer=cast.reviewer)


def to_compare(coordinator) -> int:
    """The count on Today."""
    todo = coordinator.get("/staff/").context["todo"]
    items = [*todo.now, *todo.later, *todo.nothing]
    return next(item.count for item in items if item.title == "Names to compare")


def test_coordinator_hears_of_names_to_compare_and_of_a_score_that_is_dropped(
    cast, application, person
) -> None:
    scored(application, cast, 3)
    coordinator, page = signed_in(cast.coordinator), "/staff/readers/"
    assert coordinator.get(page).context["undecided"] == 1
    assert to_compare(coordinator) == 1
    given = {"application": application.reference, "is": "same"}
    decide = f"{page}listed/{person.pk}/"
    answer = coordinator.post(decide, given, follow=True).content.decode()
    assert "The score that they had submitted no longer counts." in answer
    assert coordinator.get(page).context["undecided"] == to_compare(coordinator) == 0
    assert "even if you have scored it" in (
        signed_in(cast.reviewer).get("/staff/reviews/people/").content.decode()
    )


def test_reader_sees_their_names_and_not_whether_somebody_applied(
    cast, application, person
) -> None:
    def shown() -> str:
        page = signed_in(cast.reviewer).get("/staff/reviews/people/").content.decode()
        return re.sub(r'value="\w{64}"', "", page)  # without the token of each form

    before = shown()
    confirm_listed(by=cast.coordinator, person=person, application=application)
    assert "Widelyne Desir" in before and shown() == before


def test_conflicts_of_a_call_whose_readers_listed_nobody_can_be_looked_at(call, cast) -> None:
    page = signed_in(cast.coordinator).get(f"/staff/readers/conflicts/?call={call.slug}")
    assert page.status_code == 200 and not page.context["people"].rows


def test_reader_removes_only_from_their_own_list(cast, person) -> None:
    address = f"/staff/reviews/people/{person.pk}/remove/"
    assert signed_in(cast.second_reviewer).post(address).status_code == 404
    signed_in(cast.reviewer).post(address)
    assert ListedPerson.objects.get().removed_at
    unlist_person(by=cast.reviewer, person=person)


def test_reader_of_several_calls_lists_people_for_each(call, cast, application, person) -> None:
    later = second_call(call, closes_at=call.closes_at + timedelta(days=30))
    add_reader(by=cast.coordinator, call=later, user=cast.reviewer)
    client, page = signed_in(cast.reviewer), "/staff/reviews/people/"
    first = client.get(page).content.decode()
    assert f'href="?call={later.slug}"' in first and person.name in first
    of_later = f"{page}?call={later.slug}"
    assert person.name not in client.get(of_later).content.decode()
    added = client.post(of_later, {"name": "Rosalind Achterberg"})
    assert added.url == of_later
    listed = ListedPerson.objects.get(reader__call=later)
    assert listed.name in client.get(of_later).content.decode()
    assert client.post(f"{page}{listed.pk}/remove/").url == of_later
    assert client.get(f"{page}?call=nowhere").status_code == 404


def test_names_are_checked_without_storing_or_mailing_anything(call, cast, application) -> None:
    client = signed_in(cast.coordinator)
    address = f"/staff/readers/check/?call={call.slug}"
    page = client.post(address, {"names": "Wideline Desir\nNobody Atall"}).content.decode()
    assert application.reference in page and "Nobody Atall" in page
    assert not ListedPerson.objects.exists()
    assert AccessEvent.objects.filter(query="check of possible readers", count=1).exists()
    assert "No applicant has a name like this" in page


@pytest.mark.parametrize(
    ("applied", "written", "is_perhaps"),
    [
        ("José Luis Pimentel Rosario", "Pimentel Rosario, José Luis", False),
        ("José Luis Pimentel Rosario", "José Pimentel Rosario", True),
        ("José Luis Pimentel Rosario", "Jose Luis Pimentel", True),
        ("José Luis Pimentel Rosario", "Pimentel, José Luis", True),
        ("José Luis Pimentel Rosario", "Jose Pimentell", True),
        ("Ana Lucía Xicará Tzoc", "Ana Xicara", True),
        ("Ana Xicara", "Ana Lucía Xicará Tzoc", True),
        ("Maria Aparecida dos Santos Oliveira da Silva", "Maria Silva", True),
        ("Maria Silva", "Maria Aparecida dos Santos Oliveira da Silva", True),
        ("Samuel Okafor", "Samuel Okafor Jr.", True),
        ("梁詠詩 Wing Leung", "Leung Wing", False),
        ("José Luis Pimentel Rosario", "Josefina Pimentel", None),
        ("Nguyễn Thị Lan", "Nguyễn Thị Mai", None),
        ("陳美玲", "陳美華", None),
    ],
)
def test_parts_of_a_name_are_found_as_perhaps(call, applied, written, is_perhaps) -> None:
    application = apply(call, contact={"full_name": applied, "email": "a@example.org"})
    found = similar_to(call, [written]).get(written, [])
    expected = [] if is_perhaps is None else [(application, is_perhaps)]
    assert [(each.application, each.is_perhaps) for each in found] == expected


def test_conflict_is_lifted_by_somebody_else_and_can_stand_again(cast, application) -> None:
    note = {
        "application": application,
        "user": cast.reviewer,
        "source": ConflictSource.COORDINATOR,
        "reason": "Neighbors",
    }
    conflict = note_conflict(by=cast.coordinator, **note)
    with refuses("own_conflict"):
        lift_conflict(by=cast.reviewer, conflict=conflict, reason="Never met")
    lift_conflict(by=cast.coordinator, conflict=conflict, reason="Another person")
    assigned(application, cast)
    note_conflict(by=cast.coordinator, **note)
    assert Conflict.objects.get().lifted_at is None


def test_reader_recognizes_somebody_after_a_conflict_was_lifted(cast, application) -> None:
    conflict = note_conflict(
        by=cast.coordinator,
        application=application,
        user=cast.reviewer,
        source=ConflictSource.COORDINATOR,
        reason="Neighbors",
    )
    lift_conflict(by=cast.coordinator, conflict=conflict, reason="Another person")
    review = assigned(application, cast)
    recuse_review(by=cast.reviewer, review=review, reason="We were in the same class.")
    conflict.refresh_from_db()
    review.refresh_from_db()
    assert (conflict.lifted_at, conflict.source) == (None, ConflictSource.RECOGNIZED)
    assert review.status == ReviewStatus.RECUSED
    with refuses("review_is_over"):
        recuse_review(by=cast.reviewer, review=review, reason="Again.")


def test_my_reviews_leads_to_the_list_of_people_and_the_guide(cast, application) -> None:
    client = signed_in(cast.reviewer)
    for prepare in (lambda: None, lambda: assigned(application, cast)):
        prepare()
        page = client.get("/staff/reviews/").content.decode()
        main = page.partition("<main")[2]
        assert 'href="/staff/reviews/people/"' in main
        assert 'href="/staff/reviews/guide/"' in main
