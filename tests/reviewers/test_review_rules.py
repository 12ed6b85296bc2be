"""What the database refuses of rubrics, rules, phases, conflicts and reviews."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from applications.calls.actions.copy_call import copy_call
from applications.models import Call
from reviewers.actions.assign import assign_review
from reviewers.actions.rubric import CriterionValues, add_criterion, fix_ranking_rule
from reviewers.actions.score import save_review, submit_review
from reviewers.enums import ConflictSource, ReviewPurpose, ReviewStatus
from reviewers.models import (
    Conflict,
    Criterion,
    RankingRule,
    Remark,
    Review,
    ReviewPhase,
    Rubric,
    ScaleStep,
    Score,
)
from reviewers.reading import Reading
from tests.factories.applications import apply
from tests.factories.story import assigned, scored, two_criteria
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call):
    return apply(call)


@pytest.fixture
def criteria(call):
    return two_criteria(call)


@contextmanager
def database_says(rule: str):
    """The database refuses with the name of its rule, in words or as a constraint."""
    with pytest.raises((IntegrityError, InternalError)) as refused, transaction.atomic():
        yield
    assert rule in str(refused.value).replace("_", " ")


def test_first_score_that_counts_freezes_the_rubric_and_the_rule(
    application, cast, criteria
) -> None:
    review = assigned(application, cast)
    assert Rubric.objects.get().frozen_at is None
    save_review(by=cast.reviewer, review=review, reading=Reading({criteria[0]: 1}), seen=0)
    assert Rubric.objects.get().frozen_at is not None
    with database_says("a frozen rubric is never changed"):
        Rubric.objects.update(reason="Later")
    with database_says("criteria of a frozen rubric never change"):
        Criterion.objects.update(weight=9)
    with database_says("criteria of a frozen rubric never change"):
        Criterion.objects.create(rubric=Rubric.objects.get(), key="new", title="New", order=7)
    with database_says("steps of a frozen rubric never change"):
        ScaleStep.objects.filter(points=4).delete()
    with database_says("the rule is fixed before the first score"):
        RankingRule.objects.update(ranking_score="adjusted")
    with refuses("rule_is_fixed"):
        fix_ranking_rule(by=cast.coordinator, call=application.call)
    with refuses("rubric_is_frozen"):
        add_criterion(
            by=cast.coordinator,
            call=application.call,
            values=CriterionValues("Late", meanings=["no", "yes"]),
        )


def test_calibration_freezes_nothing(application, cast, criteria) -> None:
    review = assign_review(
        by=cast.coordinator,
        application=application,
        reviewer=cast.reviewer,
        purpose=ReviewPurpose.CALIBRATION,
    )
    RankingRule.objects.all().delete()
    submit_review(by=cast.reviewer, review=review, reading=Reading(dict.fromkeys(criteria, 3)))
    assert Rubric.objects.get().frozen_at is None
    Criterion.objects.update(weight=2)
    with database_says("a step that was given stays"):
        ScaleStep.objects.filter(points=3).delete()


def test_nobody_scores_before_the_rule_is_fixed(application, cast, criteria) -> None:
    RankingRule.objects.all().delete()
    review = assigned(application, cast)
    with refuses("no_rule"):
        save_review(by=cast.reviewer, review=review, reading=Reading({criteria[0]: 1}), seen=0)
    with database_says("scores that count need a frozen rubric"):
        Score.objects.create(review=review, criterion=criteria[0], points=1)


def test_review_with_an_empty_criterion_is_never_submitted(application, cast, criteria) -> None:
    review = assigned(application, cast)
    one_of_two = Reading({criteria[0]: 1})
    with refuses("not_complete"):
        submit_review(by=cast.reviewer, review=review, reading=one_of_two)
    save_review(by=cast.reviewer, review=review, reading=one_of_two, seen=0)
    with database_says("a submitted review scores every criterion"):
        Review.objects.update(status=ReviewStatus.SUBMITTED, submitted_at=timezone.now())


def test_scores_of_a_submitted_review_never_change(application, cast, criteria) -> None:
    review = scored(application, cast, 3)
    with database_says("scores of a submitted review never change"):
        Score.objects.update(points=0)
    with database_says("scores of a submitted review never change"):
        Score.objects.filter(review=review).delete()
    with database_says("points are on the scale of their rubric"):
        Score.objects.create(review=review, criterion=criteria[0], points=5)


def test_conflict_and_review_of_one_pair_never_stand_together(application, cast, criteria) -> None:
    review = assigned(application, cast)
    pair = {"application": application, "user": cast.reviewer}
    noted = pair | {"source": ConflictSource.RECOGNIZED, "noted_by": cast.reviewer}
    with database_says("a conflict leaves no review standing"):
        Conflict.objects.create(**noted)
    Review.objects.filter(pk=review.pk).update(
        status=ReviewStatus.RECUSED,
        ended_by=cast.reviewer,
        ended_at=timezone.now(),
        end_reason="A neighbor",
    )
    conflict = Conflict.objects.create(**noted)
    with refuses("conflict"):
        assigned(application, cast)
    with database_says("a conflicted pair is never scored"):
        Review.objects.create(
            application=application,
            reviewer=cast.reviewer,
            rubric=Rubric.objects.get(),
            assigned_by=cast.coordinator,
        )
    with database_says("nobody lifts their own conflict"):
        Conflict.objects.update(lifted_by=cast.reviewer, lifted_at=timezone.now())
    Conflict.objects.filter(pk=conflict.pk).update(
        lifted_by=cast.coordinator, lifted_at=timezone.now()
    )
    assert assigned(application, cast).pk != review.pk


def test_ended_and_reopened_reviews_say_why(application, cast, criteria) -> None:
    scored(application, cast, 3)
    with database_says("a reopened review says why"):
        Review.objects.update(status=ReviewStatus.REOPENED)
    with database_says("an ended review says why"):
        Review.objects.update(status=ReviewStatus.RECUSED)


def test_reader_reads_an_application_once_for_whatever_purpose(application, cast, criteria) -> None:
    review = assigned(application, cast)
    with database_says("a reader reads an application once"):
        Review.objects.create(
            application=application,
            reviewer=cast.reviewer,
            rubric=review.rubric,
            purpose=ReviewPurpose.CALIBRATION,
            assigned_by=cast.coordinator,
        )


def test_phases_of_a_call_do_not_overlap(call) -> None:
    now = timezone.now()
    day = timedelta(days=1)
    ReviewPhase.objects.create(call=call, name="First", begins_at=now, ends_at=now + day)
    ReviewPhase.objects.create(call=call, name="Next", begins_at=now + day, ends_at=now + 2 * day)
    with database_says("phases of a call do not overlap"):
        ReviewPhase.objects.create(
            call=call, name="Third", begins_at=now + day / 2, ends_at=now + 3 * day
        )


def test_remark_is_rewritten_until_it_is_submitted_and_replaced_after(
    application, cast, criteria
) -> None:
    review = assigned(application, cast)
    by, points = cast.reviewer, dict.fromkeys(criteria, 3)
    save_review(by=by, review=review, reading=Reading(comment="Dr"), seen=0)
    save_review(by=by, review=review, reading=Reading(points, comment="Draft"), seen=1)
    assert [each.text for each in Remark.objects.all()] == ["Draft"]
    submit_review(by=by, review=review, reading=Reading(points, comment="Draft", private_note="I"))
    Review.objects.update(
        status=ReviewStatus.REOPENED,
        reopened_by=cast.coordinator,
        reopened_at=timezone.now(),
        reopen_reason="Look again",
    )
    submit_review(by=by, review=review, reading=Reading(points, comment="Final"))
    standing = Remark.objects.filter(replaced_by=None).exclude(text="")
    assert [(each.text, each.replaces.text) for each in standing] == [("Final", "Draft")]


def test_save_of_an_older_version_is_refused(application, cast, criteria) -> None:
    review = assigned(application, cast)
    save_review(by=cast.reviewer, review=review, reading=Reading({criteria[0]: 1}), seen=0)
    with refuses("changed_meanwhile"):
        save_review(by=cast.reviewer, review=review, reading=Reading({criteria[0]: 4}), seen=0)
    assert Score.objects.get().points == 1


def test_copied_call_has_the_rubric_in_force_and_nothing_frozen(
    application, cast, criteria
) -> None:
    scored(application, cast, 3)
    call = application.call
    Rubric.objects.create(call=call, number=2, reason="A typing error")
    now = timezone.now()
    copy = copy_call(
        by=None,
        call=call,
        slug="again",
        title="Again",
        reference_prefix="AGN",
        opens_at=now,
        closes_at=now + timedelta(days=30),
    )
    copy = Call.objects.get(pk=copy.pk)
    rubric = Rubric.objects.get(call=copy)
    assert (rubric.number, rubric.reason, rubric.frozen_at) == (1, "", None)
    assert rubric.criteria.count() == 2
    assert copy.ranking_rule.fixed_at is None and copy.ranking_rule.fewest_readings == 2


def test_remark_on_a_note_is_about_a_note_of_the_rubric_of_its_review(
    application, cast, criteria
) -> None:
    review = assigned(application, cast)
    note = {"key": "strengths", "kind": "note", "title": "Strengths", "order": 9}
    note |= {"weight": 0, "max_points": 0}
    own = review.rubric.criteria.create(**note)
    Rubric.objects.update(frozen_at=timezone.now())
    newer = Rubric.objects.create(call=application.call, number=2, reason="A typing error")
    foreign = newer.criteria.create(**note)
    said = {"review": review, "text": "Listens.", "written_at": timezone.now()}
    for criterion in (foreign, criteria[0]):
        with database_says("a remark on a note belongs to its rubric"):
            Remark.objects.create(**said, criterion=criterion)
    Remark.objects.create(**said, criterion=own)
