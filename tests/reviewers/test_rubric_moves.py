"""Whose places new criteria change, before they are in force: as scores are computed after."""

import random

import pytest

from reviewers.actions.assign import assign_review
from reviewers.actions.rubric import (
    CriterionValues,
    change_criterion,
    fix_ranking_rule,
    remove_criterion,
)
from reviewers.actions.rubric_version import begin_rubric_version
from reviewers.actions.score import submit_review
from reviewers.enums import RankingScore
from reviewers.queries import criteria_of, digest_of_criterion
from reviewers.reading import Reading
from reviewers.rubric_change import change_to, moves_of
from reviewers.scoring import Reading as Scored
from reviewers.scoring import scores_of
from tests.factories.applications import apply
from tests.factories.story import MEANINGS, two_criteria

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(call, cast):
    """(reference, reader, points of the first and of the second criterion), some twice read."""
    criteria, chance, found = two_criteria(call), random.Random(3), []

    def give(ranking_score):
        fix_ranking_rule(by=None, call=call, ranking_score=ranking_score, fewest_readings=2)
        for number in range(9):
            application = apply(call)
            for reader in [cast.reviewer, cast.second_reviewer][: 1 if number == 4 else 2]:
                points = [chance.randint(0, 4) for _ in criteria]
                review = assign_review(
                    by=cast.coordinator, application=application, reviewer=reader
                )
                reading = Reading(dict(zip(criteria, points, strict=True)))
                submit_review(by=reader, review=review, reading=reading)
                found.append((application.reference, reader.pk, *points))
        return found

    return give


def places_of(given, first: int, second: int, ranking_score) -> dict[str, int]:
    """By the rule of `scoring`, with these weights."""
    readings = [
        Scored(who, by, first * a + second * b, 4 * (first + second)) for who, by, a, b in given
    ]
    return scores_of(readings, 2).places(adjusted=ranking_score == RankingScore.ADJUSTED)


@pytest.mark.parametrize("ranking_score", RankingScore)
def test_moves_are_those_of_the_scores_by_the_new_weights(call, cast, given, ranking_score) -> None:
    found = given(ranking_score)
    new = begin_rubric_version(by=cast.coordinator, call=call, reason="Norming")
    first = criteria_of(new)[0]
    values = CriterionValues(first.title, weight=1, meanings=MEANINGS)
    seen = digest_of_criterion(first)
    change_criterion(by=cast.coordinator, criterion=first, values=values, seen=seen)
    before, after = places_of(found, 3, 1, ranking_score), places_of(found, 1, 1, ranking_score)
    expected = {who: (before[who], after[who]) for who in before if before[who] != after[who]}
    assert expected
    assert {who: pair for who, *pair in moves_of(change_to(new))} == {
        who: list(pair) for who, pair in expected.items()
    }


@pytest.mark.parametrize("ranking_score", RankingScore)
def test_nobody_keeps_a_place_where_nothing_is_scored_any_more(
    call, cast, given, ranking_score
) -> None:
    found = given(ranking_score)
    new = begin_rubric_version(by=cast.coordinator, call=call, reason="Norming")
    for criterion in criteria_of(new):
        remove_criterion(by=cast.coordinator, criterion=criterion)
    moves = moves_of(change_to(new))
    assert {move.after for move in moves} == {None}
    assert [move.before for move in moves] == sorted(places_of(found, 3, 1, ranking_score).values())
