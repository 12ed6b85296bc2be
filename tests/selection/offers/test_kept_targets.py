"""Everybody who breaks no target is found at once, as if each were asked about alone."""

import pytest

from selection.actions.locks import keep_apart
from selection.enums import PairKind
from selection.offers.kept_targets import KeptTargets
from selection.pool import frozen
from tests.factories.board import pool_with_scores, three_seats


@pytest.mark.django_db
@pytest.mark.parametrize("minimum", [0, 1, 2, 3])
@pytest.mark.parametrize("left", [0, 1])
def test_who_breaks_nothing_is_who_has_no_target_broken(call, cast, minimum, left) -> None:
    people = pool_with_scores(call, cast)
    three_seats(call, minimum)
    kind, reason = PairKind.HOUSEHOLD, "They live together."
    keep_apart(by=cast.coordinator, one=people[0], other=people[2], kind=kind, reason=reason)
    asked = frozen(call)
    members = [str(asked.numbers[each.pk]) for each in people[:2]]
    kept = KeptTargets(asked, members, 3, left=left)
    alone = {each for each in kept.scores if not kept.broken_by(each)}
    assert kept.who_breaks_nothing() == alone
    assert str(asked.numbers[people[2].pk]) not in alone
