"""Shortcuts to letters: people who apply in a language, a release that answers them, its letters."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils import timezone

from applications.models import Application, Call
from core.models import User
from selection.letters.actions.let_go import let_letters_go, read_text
from selection.letters.queue import queue_of
from selection.models import Decision, Letter, Release
from selection.releases.actions.draft import draft_release
from selection.releases.actions.propose import propose_release
from selection.releases.covering import Reserves
from tests.factories.applications import apply
from tests.factories.releasing import let_go, panel_with
from tests.factories.staff import Cast

BY_POST = {
    "email": "",
    "post_address": "60 Example St\nApt 3R\nBoston, MA 02126",
    "preferred_way": "post",
}
BY_PHONE = {"email": "", "phone": "617-555-0142", "preferred_way": "phone"}


def reader_of(call: Call, language: str, **contact: Any) -> Application:
    """Somebody who wants to be written to in this language."""
    return apply(call, support={"reads": language}, contact=contact)


def read_all(release: Release, reader: User) -> None:
    """Somebody opens every text of a release."""
    for text in queue_of(release, reader).texts:
        read_text(by=reader, release=release, text=text.template)


def answered_by(
    cast: Cast, *members: Application, reserves: Collection[Application] = ()
) -> Release:
    """A release whose letters have not gone; the second coordinator has read every text."""
    release = draft_release(
        by=cast.coordinator,
        call=Call.objects.get(pk=members[0].call_id),
        panel=panel_with(cast.coordinator, *members),
        reserves=Reserves([each.pk for each in reserves]),
        reply_by=timezone.localdate() + timedelta(days=14),
    )
    release = propose_release(by=cast.coordinator, release=release)
    read_all(release, cast.second_coordinator)
    return let_go(release, cast.second_coordinator)


def send_letters(release: Release, by: User) -> list[Letter]:
    """Let the letters go, as the page of now shows them."""
    read_all(release, by)
    return let_letters_go(by=by, release=release, digest=queue_of(release, by).digest)


def decision_about(application: Application) -> Decision:
    """Its only decision."""
    return Decision.objects.get(application=application)
