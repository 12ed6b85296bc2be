"""No letter goes whose answer a later release replaced."""

from datetime import timedelta

import pytest
from django.utils import timezone

from selection.enums import Caution
from selection.letter_enums import LetterChannel
from selection.letters.actions.follow_up import mark_printed
from selection.letters.queries import not_told, to_print
from selection.letters.queue import queue_of
from selection.offers.actions.answer import decline_offer
from selection.offers.actions.replace import draft_replacement
from selection.releases.actions.propose import propose_release
from tests.factories.letters import BY_POST, reader_of, send_letters
from tests.factories.offering import offered
from tests.factories.releasing import let_go

pytestmark = pytest.mark.django_db


@pytest.fixture
def arabic(call):
    return reader_of(call, "ar", full_name="عبد الرحمن", **BY_POST)


def moves_up(cast, reserve, offer):
    """The member declines, and the reserve is offered the seat by a second release."""
    decline_offer(by=None, offer=offer)
    given = {"reason": "First of the reserves.", "despite": list(Caution)}
    given["reply_by"] = timezone.localdate() + timedelta(days=14)
    by = cast.coordinator
    release = draft_replacement(by=by, call=reserve.call, application=reserve, **given)
    let_go(propose_release(by=by, release=release), cast.second_coordinator)


def test_letter_on_paper_is_not_printed_once_another_answer_stands(call, cast, arabic):
    (offer,) = offered(cast, reader_of(call, "en", email="lee@example.org"), reserves=[arabic])
    letters = send_letters(offer.decision.release, cast.coordinator)
    (paper,) = [each for each in letters if each.channel == LetterChannel.PRINT]
    assert list(to_print(call)) == [paper]
    moves_up(cast, arabic, offer)
    assert not to_print(call).exists()
    assert mark_printed(by=cast.coordinator, call=call, letters=[paper.pk]) == 0
    assert arabic in [each.application for each in not_told(call)], "of the new answer"


def test_letter_that_waits_does_not_go_once_another_answer_stands(call, cast, arabic):
    member, other = (reader_of(call, "en", email=f"{name}@example.org") for name in ("lee", "kim"))
    (offer,) = offered(cast, member, reserves=[arabic])
    moves_up(cast, arabic, offer)
    queue = queue_of(offer.decision.release)
    assert [each.decision.application for each in queue.people] == [other]
