"""Readers of the demo: whom they know, an adopted assignment, reviews under way, a score version."""

import random
from itertools import cycle

from applications.models import Application, Call
from core.models import User
from core.permissions import Role
from demo import people
from reviewers import pool
from reviewers.actions.assign import assign_review
from reviewers.actions.assignment import adopt_assignment, propose_assignment
from reviewers.actions.conflicts import confirm_listed, list_person
from reviewers.actions.readers import Terms, add_reader
from reviewers.actions.score import Reading, submit_review
from reviewers.actions.score_version import make_score_version
from reviewers.enums import ReaderRole, ReviewPurpose
from reviewers.matching import similar_to
from reviewers.models import Reader, Review
from reviewers.queries import criteria_of, reviewers, rubric_of

SEED = 20211110
CALIBRATIONS = 2
SHARE_READ = 0.6
# How each reader scores beside the others, in steps of the scale; and what they bring.
LEVELS = (0, -1, 0, 1)
LANGUAGES = (["ht", "fr"], ["es"], [], ["vi", "zh-hant"])


def play(call: Call) -> None:
    """Everybody scores the same two first; then somewhat more than half of their own is done."""
    coordinator = User.objects.filter(groups__name=Role.COORDINATOR).order_by("pk")[0]
    readers = _readers(call, coordinator)
    chance = random.Random(SEED)
    for application in call.applications.order_by("received_at", "pk")[:CALIBRATIONS]:
        for reader in readers:
            review = assign_review(
                by=coordinator,
                application=application,
                reviewer=reader.user,
                purpose=ReviewPurpose.CALIBRATION,
            )
            _score(chance, review, LEVELS[readers.index(reader)])
    work = pool.pool_of(call, role=ReaderRole.LIVED_EXPERIENCE)
    run = propose_assignment(
        by=coordinator,
        call=call,
        pool=work,
        seed=str(SEED),
        answer=pool.solved(work, str(SEED)),
        role=ReaderRole.LIVED_EXPERIENCE,
    )
    adopt_assignment(by=coordinator, run=run)
    for reader, level in zip(readers, LEVELS, strict=True):
        mine = list(run.reviews.filter(reviewer=reader.user).order_by("position"))
        for review in mine[: round(len(mine) * SHARE_READ)]:
            _score(chance, review, level)
    make_score_version(by=coordinator, call=call, seen=0)


def _readers(call: Call, coordinator: User) -> list[Reader]:
    """All reviewers, each with a language, every second with lived experience; two know somebody."""
    roles = cycle([[ReaderRole.LIVED_EXPERIENCE], []])
    readers = [
        add_reader(
            by=coordinator,
            call=call,
            user=user,
            terms=Terms(cap=45, languages=languages, roles=next(roles)),
        )
        for user, languages in zip(reviewers(), LANGUAGES, strict=True)
    ]
    known = list_person(by=readers[0].user, reader=readers[0], name=_a_name(call), note="A neighbor")
    first = similar_to(call, [known.name])[known.name][0]
    confirm_listed(by=coordinator, person=known, application=first.application)
    list_person(by=readers[1].user, reader=readers[1], name=_a_name(call, 7), note="My cousin")
    list_person(by=readers[1].user, reader=readers[1], name="Rosalind Achterberg")
    return readers
