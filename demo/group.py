"""An earlier call that is answered: members, reserves and all others, released by two people."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from applications.enums import ResidencyStatus
from applications.models import Call
from applications.records.actions.check_residency import check_residency
from core.models import User
from demo import applying, choosing, people, sitting
from demo.clock import as_of
from reviewers.queries import latest_version, ranked
from selection.actions.moves import move
from selection.actions.panels import save_panel
from selection.board import board_of
from selection.enums import Caution
from selection.letter_enums import ReturnReason
from selection.letters.actions.follow_up import mark_printed, note_return
from selection.letters.actions.let_go import let_letters_go, read_text
from selection.letters.queries import to_print
from selection.letters.queue import queue_of
from selection.models import Release
from selection.offers.actions.clock import make_offers
from selection.queries import released_members
from selection.releases.actions.draft import draft_release
from selection.releases.actions.let_go import Shown, release_decisions
from selection.releases.actions.propose import propose_release
from selection.releases.covering import reserves_for
from selection.releases.screen import screen_of

SEED = 7
APPLICANTS, MEMBERS, RESERVES = 24, 12, 3
SLUG, PREFIX = "pilot-group", "CPG"
TITLE = "Community-Led Design Group, pilot"
CLOSED_FOR = timedelta(days=150)
READ_IN, CHOSEN_IN = timedelta(days=20), timedelta(days=45)  # after it closed
ANSWERED_IN = timedelta(days=60)  # by the members
MOVED, FOUND_AGO = 2, timedelta(days=20)  # the member who is found to have moved away


def play(before: Call, coordinators: Iterable[User]) -> None:
    """A copy of a call, some months earlier: chosen by one coordinator, released by the other."""
    first, second = coordinators
    call = choosing.closed(before, SLUG, TITLE, PREFIX, CLOSED_FOR)
    everybody = people.invent(seed=SEED, count=APPLICANTS, first=call.opens_at, last=call.closes_at)
    applying.play(call, everybody, seed=SEED)
    closed_on = timezone.localdate(call.closes_at)
    with as_of(closed_on + READ_IN):
        choosing.score(call, first)
        for application in call.applications.order_by("pk"):
            check_residency(
                by=second,
                application=application,
                status=ResidencyStatus.VERIFIED,
                reason="A utility bill of last month.",
                seen=0,
            )
    with as_of(closed_on + CHOSEN_IN):
        _release(call, first, second)
        make_offers(by=None)
    sitting.play(call, first, second)
    with as_of(timezone.localdate() - FOUND_AGO):
        check_residency(
            by=second,
            application=released_members(call)[MOVED].application,
            status=ResidencyStatus.NOT_A_RESIDENT,
            reason="Told us by phone: they have moved.",
            seen=1,
        )


def _release(call: Call, first: User, second: User) -> None:
    """The best scores sit; the reserves are those who cover best for them."""
    best = list(ranked(call, latest_version(call))[:MEMBERS])
    move(
        by=first,
        call=call,
        seen=board_of(call).version,
        into=best,
        despite={each.pk: list(Caution) for each in best},
        reason="The best scores, as agreed for the pilot.",
    )
    panel = save_panel(by=first, call=call, seen=board_of(call).version, name="The pilot group")
    reserves = reserves_for(panel, best, RESERVES)
    answered_by = timezone.localdate(call.closes_at) + ANSWERED_IN
    release = draft_release(
        by=first, call=call, panel=panel, reserves=reserves, reply_by=answered_by
    )
    release = propose_release(by=first, release=release)
    _read(release, second)
    seen = screen_of(release, second)
    shown = Shown(seen.digest, release.proposed_at.isoformat())
    release_decisions(by=second, release=release, shown=shown, typed=seen.counts)
    _send(call, release, first)


def _read(release: Release, reader: User) -> None:
    """Open each letter’s text."""
    for text in queue_of(release, reader).texts:
        read_text(by=reader, release=release, text=text)


def _send(call: Call, release: Release, by: User) -> None:
    """The letters go; those on paper are printed but for the last, and one comes back."""
    _read(release, by)
    let_letters_go(by=by, release=release, digest=queue_of(release, by).digest)
    printed = list(to_print(call))[:-1]
    mark_printed(by=by, call=call, letters=[letter.pk for letter in printed])
    for letter in printed[:1]:
        note_return(by=by, letter=letter, reason=ReturnReason.MOVED)
