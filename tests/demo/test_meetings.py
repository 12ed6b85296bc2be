"""The demo's earlier call shows a meeting that was moved, and one that was canceled."""

import pytest
from django.utils import timezone

from demo import sitting
from selection.members.queries import ahead, before_changes
from selection.models import Meeting


@pytest.mark.django_db
def test_one_meeting_to_come_was_moved_and_one_was_canceled(call, cast) -> None:
    sitting.meet(call, cast.coordinator, cast.second_coordinator)
    canceled, moved = ahead(call)
    assert canceled.cancelled_because == sitting.WHY_CANCELED
    assert canceled.cancelled_by == cast.second_coordinator
    assert not moved.is_canceled
    [before] = before_changes(moved)
    assert before.begins_at != moved.begins_at and before.place == moved.place
    held = Meeting.objects.filter(begins_at__lt=timezone.now())
    assert held.count() == sitting.MEETINGS_HELD
