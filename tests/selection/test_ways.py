"""What would do where targets cannot be met, and why less would not."""

import pytest
from django.urls import reverse

from applications.models import Cluster
from selection.actions.locks import lift_lock, set_lock
from selection.actions.runs import ask_for_proposal
from selection.board import current_targets
from selection.enums import LockKind, RunStatus
from selection.impossible import Impossible
from selection.ways import Ways
from tests.factories.board import HYDE_PARK, answered, pool_with_scores, three_seats
from tests.factories.targets import set_target


@pytest.mark.django_db
def test_more_seats_say_why_one_fewer_would_not_do(call, cast, coordinator, people) -> None:
    """Three for Roxbury and two who are locked in from elsewhere, for three seats."""
    pool_with_scores(call, cast, [("roxbury", 1, 1)])
    three_seats(call, minimum=3)
    for each in people[:2]:
        set_lock(by=cast.coordinator, application=each, kind=LockKind.IN, reason="Known.")
    run = answered(ask_for_proposal(by=cast.coordinator, call=call))
    [more] = [way for way in Ways(Impossible(run)).of_targets if way.asks == "all targets hold"]
    [change] = more.changes
    assert (more.seats, change.words) == (5, "5 seats, not 3")
    assert change.bears_on.startswith("4 would not do: ")
    assert "Nobody loses a target." in change.bears_on
    page = coordinator.get(reverse("staff:run-relax", args=[run.pk])).content.decode()
    assert f'?call={call.slug}&amp;tab=locked#candidates">take locks off</a>' in page


@pytest.mark.django_db
def test_each_reason_for_which_targets_clash_is_explained(call, cast, people) -> None:
    """Three from Roxbury, whence there are two; and more from Hyde Park than there are seats."""
    three_seats(call, minimum=3)
    set_target(call, Cluster.objects.get(slug=HYDE_PARK), 4, 4)
    found = Impossible(answered(ask_for_proposal(by=cast.coordinator, call=call)))
    said = [*found.sentences, *(words for each in found.clashes for words in each.bounds)]
    assert any("Roxbury, Mission Hill" in each for each in said)
    assert any("Hyde Park, Mattapan" in each for each in said)


@pytest.mark.django_db
def test_nothing_is_loosened_on_grounds_that_are_gone(call, cast, people, coordinator) -> None:
    """Two who are locked in leave one seat for two from Roxbury; then one lock is taken off."""
    pool_with_scores(call, cast, [("roxbury", 1, 1)])
    three_seats(call, minimum=2)
    locks = [
        set_lock(by=cast.coordinator, application=each, kind=LockKind.IN, reason="Known.")
        for each in people[:2]
    ]
    run = answered(ask_for_proposal(by=cast.coordinator, call=call))
    assert run.status == RunStatus.IMPOSSIBLE
    address, sent = reverse("staff:run-relax", args=[run.pk]), {"way": "1", "reason": "It must be"}
    assert 'name="way"' in coordinator.get(address).content.decode()
    lift_lock(by=cast.coordinator, lock=locks[0], reason="Talked it over.")
    page = coordinator.get(address).content.decode()
    assert "This is older than 1 lock, so nothing can be chosen here any more" in page
    assert 'name="way"' not in page
    before = current_targets(call)
    kept = coordinator.get(coordinator.post(address, sent).url)
    assert kept.status_code == 409
    assert "It must be" in kept.content.decode()
    assert current_targets(call) == before
