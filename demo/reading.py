"""Reading in the demo: readers and whom they know, an assignment, reviews, a score version."""

import random
from itertools import cycle

from applications.form.queries import contacts_of
from applications.models import Call
from core.models import User
from demo.reviewing import Judge, calibrate, leave_some_open
from reviewers import pool
from reviewers.actions.assignment import adopt_assignment, propose_assignment
from reviewers.actions.conflicts import confirm_listed, list_person
from reviewers.actions.readers import add_reader
from reviewers.actions.score_version import make_score_version
from reviewers.enums import ReaderRole
from reviewers.matching import similar_to
from reviewers.models import Reader
from reviewers.queries import reviewers
from reviewers.readers import Terms

SEED = 20211110
CALIBRATIONS = 2
SHARE_READ = 0.6
ROLE = ReaderRole.LIVED_EXPERIENCE
LANGUAGES = (["ht", "fr"], ["es"], [], ["vi", "zh-hant"])


def play(call: Call, coordinator: User) -> None:
    """Everybody has scored a calibration first, and then more than half of their own."""
    readers = _readers(call, coordinator)
    team = [reader.user for reader in readers]
    judge = Judge(random.Random(SEED), call, team)
    received = call.applications.order_by("received_at", "pk")
    calibrate(judge, coordinator, received[:CALIBRATIONS], team)
    work, seed = pool.pool_of(call, role=ROLE), str(SEED)
    answer = pool.solved(work, seed)
    run = propose_assignment(by=coordinator, call=call, pool=work, seed=seed, answer=answer)
    adopt_assignment(by=coordinator, run=run)
    for reader in team:
        own = list(run.reviews.filter(reviewer=reader).order_by("position"))
        for review in own[: round(len(own) * SHARE_READ)]:
            judge.score(review)
    make_score_version(by=coordinator, call=call, seen=0)
    leave_some_open(team)


def _readers(call: Call, coordinator: User) -> list[Reader]:
    """All reviewers; every second brings lived experience, and two know somebody."""
    roles = cycle([[ROLE], []])
    readers = [
        add_reader(
            by=coordinator,
            call=call,
            user=user,
            terms=Terms(cap=45, languages=languages, roles=next(roles)),
        )
        for user, languages in zip(reviewers(), LANGUAGES, strict=True)
    ]
    first, second = readers[:2]
    received = call.applications.order_by("received_at", "pk")
    applications = list(received[CALIBRATIONS : CALIBRATIONS + 2])
    names = [contacts_of(applications)[each.pk].name for each in applications]
    neighbor = list_person(by=first.user, reader=first, name=names[0], note="My neighbor")
    list_person(by=second.user, reader=second, name=names[1], note="We worked together")
    list_person(by=second.user, reader=second, name="Rosalind Achterberg", note="My aunt")
    for match in similar_to(call, [neighbor.name])[neighbor.name]:
        if match.application == applications[0]:
            confirm_listed(by=coordinator, person=neighbor, application=match.application)
    return readers
