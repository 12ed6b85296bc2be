"""Shortcuts to letters: who applies in a language, a release that answers, its letters."""

from collections.abc import Collection
from typing import Any

from applications.models import Application, Call
from core.models import User
from selection.letters.actions import let_go
from selection.letters.queue import outgoing_of, queue_of
from selection.models import Decision, Letter, Release
from tests.factories.applications import apply
from tests.factories.releasing import read_texts, released_with
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


def answered_by(
    cast: Cast, *members: Application, reserves: Collection[Application] = ()
) -> Release:
    """A release whose letters have not gone."""
    return released_with(cast, *members, reserves=reserves)


def send_letters(release: Release, by: User) -> list[Letter]:
    """Let the letters go, as the page of now shows them."""
    read_texts(release, by)
    return let_go.let_letters_go(by=by, release=release, digest=queue_of(release, by).digest)


def letter_about(decision: Decision, by: User) -> Letter:
    """One letter that went, though its person has answered by now."""
    return let_go.send_letters(by=by, people=[outgoing_of(decision)])[0]


def decision_about(application: Application) -> Decision:
    """Its only decision."""
    return Decision.objects.get(application=application)
