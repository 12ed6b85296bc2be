"""What happens to letters after they went: printed, came back, told by phone."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from applications.enums import ContactMethod, Topic
from applications.enums import Outcome as Contacted
from applications.models import Call
from applications.records.actions.log_contact import log_contact
from core.actions import Refused, action
from core.models import User
from selection.enums import Outcome
from selection.letter_enums import LetterChannel, LetterState, ReturnReason
from selection.letters.actions.let_go import send_letters
from selection.letters.queries import to_print
from selection.letters.queue import outgoing_of
from selection.models import Decision, Letter

_WENT = (LetterState.SENT, LetterState.PRINTED, LetterState.REFUSED)
_WE_SPOKE = (Contacted.SPOKE, Contacted.THEY_WROTE)


@action
def mark_printed(*, by: User, call: Call, letters: Collection[int]) -> int:
    """Record that these letters are printed and in envelopes; returns how many.

    Those that somebody else marked meanwhile stay as they are.
    """
    waiting = list(to_print(call).filter(pk__in=letters).select_for_update(of=["self"]))
    for letter in waiting:
        letter.printed_by, letter.printed_at = by, timezone.now()
    Letter.objects.bulk_update(waiting, ["printed_by", "printed_at"])
    return len(waiting)


@action
def note_return(*, by: User, letter: Letter, reason: ReturnReason) -> None:
    """Record that a letter came back: its person counts as not told. May be repeated.

    Refused for one that has not gone.
    """
    letter = Letter.objects.select_for_update(of=["self"]).select_related("mail").get(pk=letter.pk)
    if letter.state == LetterState.RETURNED:
        return
    if letter.state not in _WENT:
        raise Refused("It has not gone yet, so it cannot have come back.", "not_gone")
    letter.returned_by, letter.returned_at = by, timezone.now()
    letter.return_reason = reason
    letter.save()


@action
def note_call(
    *,
    by: User,
    decision: Decision,
    entry_key: uuid.UUID,
    way: ContactMethod,
    outcome: Contacted,
    happened_at: datetime,
    note: str,
) -> None:
    """Log a call to tell somebody their answer; if we spoke, they count as told."""
    Decision.objects.select_for_update(of=["self"]).get(pk=decision.pk)
    log_contact(
        by=by,
        application=decision.application,
        entry_key=entry_key,
        way=way,
        outcome=outcome,
        topic=Topic.OFFER if decision.outcome == Outcome.MEMBER else Topic.OTHER,
        happened_at=happened_at,
        note=note,
    )
    told = Letter.objects.filter(decision=decision, channel=LetterChannel.SPOKEN)
    outgoing = outgoing_of(decision)
    if outcome in _WE_SPOKE and outgoing and not told.exists():
        send_letters(by=by, people=[outgoing.by(LetterChannel.SPOKEN)])
