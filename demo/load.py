"""Loads the demo with the site's own actions only."""

import json
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.utils import timezone

from applications.calls.actions.check_wording import waive_check
from applications.calls.actions.configure import set_office
from applications.duplicates.actions.find_duplicates import find_duplicates
from applications.enums import ResidencyStatus
from applications.models import Application, Call
from applications.records.actions.check_residency import check_residency
from core.accounts import add_account
from core.languages import ALL, ENGLISH
from core.models import User
from core.permissions import Role
from demo import (
    applying,
    balance,
    choosing,
    duplicates,
    group,
    money,
    people,
    reading,
    season,
    staff,
    translations,
)
from reviewers.actions.rubric import CriterionValues, add_criterion, fix_ranking_rule
from reviewers.queries import latest_version, ranked
from selection.actions.moves import move
from selection.actions.runs import ask_for_proposal
from selection.board import board_of
from selection.enums import Caution

SEED = 20211110
APPLICANTS = 60
REVIEWS_EACH = 2
ON_THE_BOARD = 5


def load() -> None:
    """Staff, an open call with reviews under way, a closed one whose group is being chosen, and an
    earlier one whose people have their answers."""
    given = json.loads((people.FOLDER / "call.json").read_text(encoding="utf-8"))
    call = Call.objects.get(slug=given["call"])
    one_hash = make_password(staff.PASSWORD)  # hashing is slow on purpose, and this is published
    for email, name, role in staff.SIGN_INS:
        add_account(by=None, email=email, name=name, roles=[role], password_hash=one_hash)
    call = _open(call)
    for criterion in given["criteria"]:
        add_criterion(
            by=None,
            call=call,
            key=criterion["key"],
            values=CriterionValues(
                title=criterion["title"],
                guidance=criterion["guidance"],
                weight=criterion["weight"],
                meanings=criterion["steps"],
            ),
        )
    fix_ranking_rule(by=_one(Role.COORDINATOR), call=call, readings=REVIEWS_EACH)
    season.review_phases(call)
    balance.play(call, given)
    people_of_now = people.invent(
        seed=SEED,
        count=APPLICANTS,
        first=call.opens_at,
        last=timezone.localtime() - timedelta(hours=1),
    )
    applying.play(call, duplicates.add_to(list(people_of_now)), seed=SEED)
    find_duplicates(by=None)
    translations.play()
    reading.play(call, _one(Role.COORDINATOR))
    choosing.play(call, _all(Role.COORDINATOR))
    group.play(call, _all(Role.COORDINATOR))
    money.play(Call.objects.get(slug=group.SLUG), _all(Role.COORDINATOR), _one(Role.FINANCE))
    _decide(call)


def _open(call: Call) -> Call:
    """Open since two weeks, and for more than one to come."""
    set_office(by=None, phone="617-555-0100", email="design-group@example.org")
    now = season.plan(call)
    for language in ALL:
        if language is not ENGLISH:
            reason = "A demonstration: nobody applies here. The translations are drafts."
            waive_check(by=_one(Role.COORDINATOR), call=call, language=language, reason=reason)
    return season.begin(call, now)


def _decide(call: Call) -> None:
    """The best so far are on the board of the open call; nobody is answered before it closes."""
    first, _second = _all(Role.COORDINATOR)
    in_order = ranked(call, latest_version(call))
    _check_residency(in_order.filter(reviews_submitted__gt=0), by=first)
    best = list(in_order[:ON_THE_BOARD])
    move(
        by=first,
        call=call,
        seen=board_of(call).version,
        into=best,
        despite={each.pk: list(Caution) for each in best},
        reason="The best so far.",
    )
    ask_for_proposal(by=first, call=call)  # the worker runs it


def _check_residency(read: Iterable[Application], *, by: User) -> None:
    """Of four in five who were read, so also of all who are released."""
    for number, application in enumerate(read, start=1):
        if number % 5:
            check_residency(
                by=by,
                application=application,
                status=ResidencyStatus.VERIFIED,
                reason="A utility bill of last month.",
                seen=0,
            )


def _one(role: Role) -> User:
    return _all(role)[0]


def _all(role: Role) -> QuerySet[User]:
    return User.objects.filter(groups__name=role).order_by("pk")
