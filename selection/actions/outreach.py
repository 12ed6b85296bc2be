"""Keep what the solver found about who else would have to apply."""

from typing import Any

from django.utils import timezone

from applications.models import Call
from core.actions import action
from core.models import User
from selection.board import current_targets
from selection.models import Outreach, TargetSet


@action
def note_outreach(
    *, by: User | None, targets: TargetSet, digest: str, found: dict[str, Any]
) -> None:
    """In place of what was found before, unless there are newer targets already."""
    call = Call.objects.select_for_update().get(pk=targets.call_id)
    if current_targets(call) != targets:
        return
    now = {"target_set": targets, "digest": digest, "found_at": timezone.now(), **found}
    Outreach.objects.update_or_create(call=call, defaults=now)
