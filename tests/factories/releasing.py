"""Shortcuts to drafts and releases, through the same actions that people use."""

import itertools
from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone

from applications.models import Application, Call
from core.models import User
from selection.actions.moves import move
from selection.actions.panels import save_panel
from selection.board import board_of, people_of
from selection.enums import Caution
from selection.letters.actions.let_go import read_text
from selection.letters.queue import queue_of
from selection.models import Decision, Panel, PanelPerson, Release
from selection.queries import released_members
from selection.releases.actions.draft import draft_release
from selection.releases.actions.let_go import Shown, release_decisions
from selection.releases.actions.propose import propose_release
from selection.releases.covering import Reserves
from selection.releases.screen import screen_of
from tests.factories.staff import Cast

_NUMBERS = itertools.count(1)


def choose_member(
    *, by: User, application: Application, despite: Collection[str] = ()
) -> PanelPerson:
    """Taken onto the board by hand."""
    call = application.call
    move(
        by=by,
        call=call,
        seen=board_of(call).version,
        into=[application],
        despite={application.pk: list(despite)},
        reason="The best so far.",
    )
    return PanelPerson.objects.get(panel=board_of(call), application=application)


def panel_with(by: User, *members: Application) -> Panel:
    """Saved with these, and with who was on the board before."""
    call = members[0].call
    there = set(people_of(board_of(call)).values_list("application", flat=True))
    for each in members:
        if each.pk not in there:
            choose_member(by=by, application=each, despite=Caution)
    name = f"Panel {next(_NUMBERS)}"
    return save_panel(by=by, call=call, seen=board_of(call).version, name=name)


def drafted(cast: Cast, *members: Application, reserves: Collection[Application] = ()) -> Release:
    """A draft by the first coordinator, from a panel with these members."""
    return draft_release(
        by=cast.coordinator,
        call=Call.objects.get(pk=members[0].call_id),
        panel=panel_with(cast.coordinator, *members),
        reserves=Reserves([each.pk for each in reserves]),
        reply_by=timezone.localdate() + timedelta(days=14),
    )


def proposed_release(
    cast: Cast, *members: Application, reserves: Collection[Application] = ()
) -> Release:
    """Handed over by the first coordinator."""
    release = drafted(cast, *members, reserves=reserves)
    return propose_release(by=cast.coordinator, release=release)


def read_texts(release: Release, reader: User) -> None:
    """Somebody opens the text of each letter."""
    for text in queue_of(release, reader).texts:
        read_text(by=reader, release=release, text=text)


def shown_to(release: Release, reader: User) -> tuple[Shown, dict[str, int]]:
    """What the page carries for this person now, who opened each letter’s text; and the counts."""
    read_texts(release, reader)
    screen = screen_of(release, reader)
    shown = Shown(screen.digest, release.proposed_at.isoformat(), screen.left_out)
    return shown, dict(screen.counts)


def let_go(release: Release, by: User) -> Release:
    """Released by somebody who saw it as it is now."""
    release.refresh_from_db()
    shown, typed = shown_to(release, by)
    return release_decisions(by=by, release=release, shown=shown, typed=typed).release


def released_with(
    cast: Cast, *members: Application, reserves: Collection[Application] = ()
) -> Release:
    """Released by the second coordinator: these are members, everybody else has an answer, too."""
    return let_go(proposed_release(cast, *members, reserves=reserves), cast.second_coordinator)


def released(application: Application, cast: Cast) -> Decision:
    """A member by a release of its own."""
    released_with(cast, application)
    return released_members(application.call).get(application=application)
