"""What some readers score first: nobody reads it twice, and it can be taken out again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviewers import calibration, pool
from reviewers.actions.assign import assign_review
from reviewers.actions.assignment import adopt_assignment, give_out_again
from reviewers.actions.calibrate import (
    calibrate,
    calibrate_latecomer,
    take_out_calibration,
)
from reviewers.actions.conflicts import note_conflict
from reviewers.actions.readers import add_reader
from reviewers.actions.score import save_review, submit_review
from reviewers.enums import STANDING, ConflictSource, ReviewPurpose
from reviewers.models import Reader, Review
from reviewers.queries import COUNTS, criteria_of, reviews_of
from reviewers.reading import Reading
from tests.factories.staff import signed_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
CALIBRATES = {"purpose": ReviewPurpose.CALIBRATION, "status__in": STANDING}


@pytest.fixture
def give(cast, applications, readers):
    """The first application, to the first two of four readers unless others are named."""

    def give(*who, **how):
        users = [reader.user for reader in who or readers[:2]]
        return calibrate(by=cast.coordinator, application=applications[0], readers=users, **how)

    return give


def test_nobody_reads_a_calibration_for_the_ranking_too(
    call, cast, applications, readers, give, propose
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    first = applications[0]
    before = set(first.reviews.values_list("reviewer", flat=True))
    given = {review.reviewer_id for review in give()}
    counting = first.reviews.filter(COUNTS, status__in=STANDING)
    assert set(counting.values_list("reviewer", flat=True)) == before - given
    for reader in readers[:2]:
        assert [each.application for each in reviews_of(reader.user)].count(first) == 1
        assert first.pk not in propose().proposal.get(str(reader.user_id), [])
        with refuses("reads_it_already"):
            assign_review(by=cast.coordinator, application=first, reviewer=reader.user)
    page = signed_in(readers[0].user).get("/staff/reviews/").content.decode()
    assert "calibration, first" in page


def test_what_is_read_for_the_ranking_is_no_calibration(cast, applications, readers, give) -> None:
    reader = readers[3].user
    review = assign_review(by=cast.coordinator, application=applications[0], reviewer=reader)
    save_review(by=reader, review=review, reading=Reading(), seen=0)
    with refuses("is_read_already"):
        give()


def test_calibration_is_taken_out_while_nobody_has_submitted_it(
    call, cast, applications, readers, give
) -> None:
    mine, other = give()
    coordinator = signed_in(cast.coordinator)
    page = f"/staff/calls/{call.slug}/calibration/"
    take_out = f"{page}{applications[0].reference}/remove/"
    assert take_out in coordinator.get(page).content.decode()
    coordinator.post(take_out)
    assert not Review.objects.filter(**CALIBRATES).exists()
    told = signed_in(readers[0].user).get(f"/staff/reviews/{mine.pk}/")
    assert told.status_code == 410 and "took it off your list" in told.content.decode()
    assign_review(by=cast.coordinator, application=applications[0], reviewer=readers[0].user)

    again, _ = give(*readers[2:])
    points = dict.fromkeys(criteria_of(again.rubric), 2)
    submit_review(by=again.reviewer, review=again, reading=Reading(points))
    assert take_out not in coordinator.get(page).content.decode()
    with refuses("is_submitted"):
        take_out_calibration(by=cast.coordinator, application=applications[0])


def test_calibration_stops_no_draft_that_is_under_way(cast, applications, readers, give) -> None:
    reader = readers[0].user
    begun, waits = (
        assign_review(by=cast.coordinator, application=each, reviewer=reader)
        for each in applications[1:3]
    )
    save_review(by=reader, review=begun, reading=Reading(), seen=0)
    give()
    save_review(by=reader, review=begun, reading=Reading(), seen=1)
    with refuses("calibrate_first"):
        save_review(by=reader, review=waits, reading=Reading(), seen=0)


def test_place_in_the_ranking_needs_readers_who_are_left(call, cast, readers, give) -> None:
    give(*readers[:3])
    [left_to_one] = calibration.calibrations_of(call)
    assert (left_to_one.left, left_to_one.has_too_few) == (1, False)
    with refuses("gets_no_place"):
        give(readers[3])
    give(readers[3], without_place=True)
    page = signed_in(cast.coordinator).get(f"/staff/calls/{call.slug}/calibration/")
    assert "Gets no place" in page.content.decode()


def test_place_is_not_lost_when_who_has_read_it_is_paused(
    call, cast, applications, readers, give
) -> None:
    give(*readers[:3])
    last = readers[3]
    review = assign_review(by=cast.coordinator, application=applications[0], reviewer=last.user)
    points = dict.fromkeys(criteria_of(review.rubric), 2)
    submit_review(by=last.user, review=review, reading=Reading(points))
    Reader.objects.filter(pk=last.pk).update(paused_from=timezone.localdate())
    [shown] = calibration.calibrations_of(call)
    assert (shown.left, shown.has_too_few) == (1, False)


def test_paused_reader_gets_nothing_new(call, cast, applications, readers, give) -> None:
    vanished = readers[0]
    give()
    open_work = assign_review(
        by=cast.coordinator, application=applications[1], reviewer=vanished.user
    )
    work = pool.pool_of(call, without=vanished.user)
    give_out_again(
        by=cast.coordinator,
        reader=vanished,
        reason="No answer",
        pool=work,
        seed="seed",
        answer=pool.solved(work, "seed"),
    )
    assert not Review.objects.filter(reviewer=vanished.user, status__in=STANDING).exists()
    assert vanished.user not in calibration.who_can_calibrate(call)
    with refuses("paused"):
        assign_review(by=cast.coordinator, application=applications[2], reviewer=vanished.user)
    reader = signed_in(vanished.user)
    page = reader.get("/staff/reviews/").content.decode()
    assert "You are paused" in page and "went to other readers" in page
    assert "All done" not in page
    assert "You are paused" in reader.get(f"/staff/reviews/{open_work.pk}/").content.decode()


def test_reader_who_joins_later_calibrates_like_the_others(
    call, cast, applications, readers, give
) -> None:
    give()
    coordinator, page = signed_in(cast.coordinator), f"/staff/calls/{call.slug}/calibration/"
    given = {"call": call.slug, "users": [cast.reviewer.pk]}
    told = coordinator.post("/staff/readers/add/", given, follow=True).content.decode()
    assert f"{cast.reviewer} scores 1 calibration application first" in told
    assert Review.objects.filter(reviewer=cast.reviewer, **CALIBRATES).count() == 1
    (shown,) = coordinator.get(page).context["calibrations"]
    assert shown.not_asked == [reader.user for reader in readers[2:]]
    third = {"reference": applications[0].reference, "readers": [readers[2].user_id]}
    coordinator.post(page, third)
    assert Review.objects.filter(reviewer=readers[2].user, **CALIBRATES).count() == 1


def test_latecomer_gets_no_calibration_that_they_may_not_read(
    call, cast, applications, readers, give
) -> None:
    give()
    note_conflict(
        by=cast.coordinator,
        application=applications[0],
        user=cast.reviewer,
        source=ConflictSource.COORDINATOR,
        reason="Neighbors",
    )
    late = add_reader(by=cast.coordinator, call=call, user=cast.reviewer)
    assert calibrate_latecomer(by=cast.coordinator, reader=late) == []


def test_pause_to_come_stops_nothing_yet(call, readers) -> None:
    readers[0].paused_from = timezone.localdate() + timedelta(days=3)
    readers[0].save()
    assert readers[0].user in calibration.who_can_calibrate(call)
