"""Readers of a call with all that coordinators do about them."""

from collections.abc import Sequence

from applications.models import Application, Call
from core.accounts import add_account
from core.permissions import Role
from reviewers import pool
from reviewers.actions.assignment import propose_assignment, want_readings
from reviewers.actions.conflicts import list_person, note_conflict
from reviewers.actions.readers import add_reader
from reviewers.actions.score_version import make_score_version
from reviewers.enums import ConflictSource, ReaderRole
from reviewers.models import AssignmentRun, Reader
from reviewers.readers import Terms
from tests.factories.staff import Cast
from tests.factories.story import scored

TERMS = Terms(cap=40, languages=["ht"], roles=[ReaderRole.LIVED_EXPERIENCE])


def two_readers(application: Application, cast: Cast) -> list[Reader]:
    """Both reviewers; the first reads Haitian Creole and brings lived experience."""
    first = add_reader(by=cast.coordinator, call=application.call, user=cast.reviewer, terms=TERMS)
    second = add_reader(by=cast.coordinator, call=application.call, user=cast.second_reviewer)
    return [first, second]


def several_readers(call: Call, cast: Cast, terms: Sequence[Terms]) -> list[Reader]:
    """As many new reviewers, all of whom read for the call: Reader 0, Reader 1 …"""
    users = [
        add_account(
            by=None,
            email=f"reader{number}@example.org",
            name=f"Reader {number}",
            roles=[Role.REVIEWER],
            password_hash="",
        )
        for number in range(len(terms))
    ]
    return [
        add_reader(by=cast.coordinator, call=call, user=user, terms=each)
        for user, each in zip(users, terms, strict=True)
    ]


def proposed(application: Application, cast: Cast) -> AssignmentRun:
    """That both read an application, as if the solver had said so."""
    users = (cast.reviewer.pk, cast.second_reviewer.pk)
    unmet = [{"code": "language_unmet", "id": str(application.pk), "language": "ht"}]
    return propose_assignment(
        by=cast.coordinator,
        call=application.call,
        pool=pool.pool_of(application.call),
        seed="seed",
        answer=pool.Solution({user: [application.pk] for user in users}, unmet),
    )


def everything_of_reading(application: Application, other: str, cast: Cast) -> dict[str, int]:
    """Ids of a reader, a listed person, a conflict about `other`, a proposal and a version."""
    other = Application.objects.get(reference=other)
    reader, _second = two_readers(application, cast)
    by = cast.coordinator
    listed = list_person(by=cast.reviewer, reader=reader, name="Wideline Désir", note="a cousin")
    scored(other, cast, 3)
    version = make_score_version(by=by, call=application.call, seen=0)
    conflict = note_conflict(
        by=by,
        application=other,
        user=cast.second_reviewer,
        source=ConflictSource.COORDINATOR,
        reason="Neighbors",
    )
    want_readings(by=by, application=application, readings=4, reason="Readers disagree")
    return {
        "reader": reader.pk,
        "listed": listed.pk,
        "conflict": conflict.pk,
        "run": proposed(application, cast).pk,
        "version": version.number,
    }
