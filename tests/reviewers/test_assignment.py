"""Who reads what: proposed by the solver, changed by hand, adopted, given out again."""

from collections import Counter

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from core.models import OutgoingMail
from reviewers import pool
from reviewers.actions.assignment import (
    adjust_assignment,
    adopt_assignment,
    give_out_again,
    want_readings,
)
from reviewers.actions.conflicts import note_conflict
from reviewers.actions.readers import change_reader, remind_readers
from reviewers.actions.score import open_review
from reviewers.enums import STANDING, Basis, ConflictSource, ReaderRole, ReviewStatus
from reviewers.models import Review
from reviewers.phases import phase_now
from reviewers.progress import lacking, reading_progress, with_open_work
from reviewers.readers import Terms, digest_of
from reviewers.unmet import unmet_in_words
from tests.factories.applications import apply
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
ROLE = ReaderRole.LIVED_EXPERIENCE


def standing(**which):
    return Review.objects.filter(status__in=STANDING, **which)


def test_adopted_assignment_reads_everything_evenly_and_in_order(
    call, cast, readers, applications, propose
) -> None:
    barred = applications[1]
    note_conflict(
        by=cast.coordinator,
        application=barred,
        user=readers[2].user,
        source=ConflictSource.COORDINATOR,
        reason="Cousins",
    )
    run = propose()
    assert not Review.objects.exists()
    adopt_assignment(by=cast.coordinator, run=run)
    loads = Counter(standing().values_list("reviewer", flat=True))
    assert sum(loads.values()) == 16 and set(loads.values()) <= {3, 4, 5}
    assert not standing(reviewer=readers[2].user, application=barred).exists()
    assert standing(reviewer=readers[0].user, application=applications[0]).exists()
    for reader, load in loads.items():
        positions = standing(reviewer=reader).values_list("position", flat=True)
        assert sorted(positions) == list(range(1, load + 1))
    assert reading_progress(call).lacking == 0
    with refuses("changed_meanwhile"):
        adopt_assignment(by=cast.coordinator, run=run)


def test_what_cannot_be_met_is_said_in_sentences(
    call, cast, readers, applications, propose
) -> None:
    for reader in readers:
        terms = Terms(cap=3)
        change_reader(by=cast.coordinator, reader=reader, terms=terms, seen=digest_of(reader))
    said = unmet_in_words(propose(ROLE).unmet)
    assert said[0] == "4 readings more than all readers’ limits together allow."
    assert any("has no reader of Spanish" in each for each in said)
    assert any(each.endswith("has no reader with lived experience.") for each in said)


def test_second_run_keeps_what_is_opened_and_moves_the_rest(
    call, cast, readers, applications, propose
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    opened = standing(reviewer=readers[3].user).order_by("position").first()
    open_review(by=readers[3].user, pk=opened.pk)
    reader = readers[3]
    terms = Terms(cap=1)
    change_reader(by=cast.coordinator, reader=reader, terms=terms, seen=digest_of(reader))
    adopt_assignment(by=cast.coordinator, run=propose(anew=True), moves_are_confirmed=True)
    assert [each.pk for each in standing(reviewer=readers[3].user)] == [opened.pk]
    taken = Review.objects.filter(reviewer=readers[3].user, status=ReviewStatus.TAKEN_BACK)
    assert taken.exists() and all(each.end_reason for each in taken)
    assert standing().count() == 16


def test_reading_begun_after_the_proposal_stays_and_nobody_reads_it_beside(
    call, cast, readers, applications, propose
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    review = standing(reviewer=readers[3].user).first()
    run = propose(anew=True, without=readers[3].user)
    open_review(by=readers[3].user, pk=review.pk)
    adopt_assignment(by=cast.coordinator, run=run, moves_are_confirmed=True)
    assert standing(pk=review.pk, status=ReviewStatus.OPEN).exists()
    assert standing(application=review.application).count() == 2


def test_reader_who_vanished_has_their_work_given_to_others_in_one_step(
    call, cast, readers, applications, propose
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    gone = readers[3]
    before = {each.pk for each in standing().exclude(reviewer=gone.user)}
    open_review(by=gone.user, pk=standing(reviewer=gone.user).first().pk)
    lost = standing(reviewer=gone.user).count()
    work = pool.pool_of(call, without=gone.user)
    run = give_out_again(
        by=cast.coordinator,
        reader=gone,
        reason="Not reachable",
        pool=work,
        seed="again",
        answer=pool.solved(work, "again"),
    )
    assert run.reviews.count() == lost
    assert not standing(reviewer=gone.user).exists()
    assert before <= {each.pk for each in standing()}
    assert reading_progress(call).lacking == 0
    with refuses("nothing_open"):
        give_out_again(
            by=cast.coordinator,
            reader=gone,
            reason="x",
            pool=work,
            seed="",
            answer=pool.Solution({}),
        )


def test_proposal_is_changed_by_hand_but_gives_nobody_what_they_may_not_read(
    call, cast, readers, applications, propose
) -> None:
    run, application = propose(), applications[2]
    note_conflict(
        by=cast.coordinator,
        application=application,
        user=readers[0].user,
        source=ConflictSource.COORDINATOR,
        reason="Neighbors",
    )
    with refuses("barred"):
        adjust_assignment(
            by=cast.coordinator, run=run, application=application, readers=[readers[0].user]
        )
    chosen = [reader.user for reader in readers[1:]]
    run = adjust_assignment(by=cast.coordinator, run=run, application=application, readers=chosen)
    adopt_assignment(by=cast.coordinator, run=run, despite=[Basis.CONFLICTS])
    who = standing(application=application).values_list("reviewer", flat=True)
    assert set(who) == {user.pk for user in chosen}


def test_conflict_after_the_proposal_refuses_its_adoption(
    call, cast, readers, applications, propose
) -> None:
    run = propose()
    user, (first, *_) = next(iter(run.proposal.items()))
    reader = next(each for each in readers if each.user_id == int(user))
    note_conflict(
        by=cast.coordinator,
        application=next(each for each in applications if each.pk == first),
        user=reader.user,
        source=ConflictSource.COORDINATOR,
        reason="Neighbors",
    )
    with refuses("barred"):
        adopt_assignment(by=cast.coordinator, run=run)
    assert not Review.objects.exists()


def test_one_application_can_have_more_readings(call, cast, readers, applications, propose) -> None:
    want_readings(
        by=cast.coordinator, application=applications[5], readings=4, reason="Readers disagree"
    )
    assert dict(lacking(call).values_list("pk", "lacks"))[applications[5].pk] == 4
    adopt_assignment(by=cast.coordinator, run=propose())
    assert standing(application=applications[5]).count() == 4


def test_readers_with_open_work_are_reminded_once_a_day_without_content(
    call, cast, readers, applications, propose
) -> None:
    with refuses("nobody"):
        remind_readers(by=cast.coordinator, readers=with_open_work(call))
    adopt_assignment(by=cast.coordinator, run=propose())
    assert remind_readers(by=cast.coordinator, readers=with_open_work(call)) == 4
    with refuses("nobody"):
        remind_readers(by=cast.coordinator, readers=with_open_work(call))
    mails = OutgoingMail.objects.filter(to_address__startswith="r", body__contains=" wait for you")
    text = " ".join(f"{mail.subject} {mail.body}" for mail in mails)
    until = date_format(timezone.localtime(phase_now(call).ends_at), r"P \o\n l, F j")
    for reader in readers:
        left = standing(reviewer=reader.user).count()
        (mail,) = mails.filter(to_address=reader.user.email)
        assert f"{left} reviews wait for you. You can score until {until}." in mail.body
    assert not any(application.reference in text for application in applications)


def test_terms_of_a_reader_are_not_overwritten_unseen(call, cast, readers) -> None:
    seen = digest_of(readers[0])
    change_reader(by=cast.coordinator, reader=readers[0], terms=Terms(cap=5), seen=seen)
    with refuses("changed_meanwhile"):
        change_reader(by=cast.coordinator, reader=readers[0], terms=Terms(cap=9), seen=seen)


def test_adopting_tells_each_reader_by_mail_how_much_came_and_not_what(
    call, cast, readers, applications, propose
) -> None:
    run = propose()
    assert not OutgoingMail.objects.filter(body__contains="to read and score").exists()
    adopt_assignment(by=cast.coordinator, run=run)
    for reader in readers:
        mail = OutgoingMail.objects.get(to_address=reader.user.email)
        given = standing(reviewer=reader.user).count()
        assert f"{given} applications are now yours to read and score." in mail.body
        assert not any(application.reference in mail.body for application in applications)
    apply(call)
    adopt_assignment(by=cast.coordinator, run=propose())
    told = OutgoingMail.objects.filter(body__contains="1 application is now yours")
    assert told.count() == 2, "whoever gets nothing new is not written to"
