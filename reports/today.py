"""Today: what a person has to do, and how the call goes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from applications.models import Call
from core.models import User
from core.navigation import TASK_OF
from core.permissions import Permission
from reports import queries
from reports.mail import mail_waiting
from reports.today_item import Item, Items
from reports.today_items import ITEMS, ONCE_RELEASED
from reports.today_reviewing import reviewing
from reviewers.progress import ReadingProgress, reading_progress
from selection.outreach import outreach_of
from selection.queries import was_let_go
from selection.representation import representation_of
from stipends.budget import budget_of

WORKER_LATE_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Todo:
    """All items of a person: most urgent first, and what does not wait apart."""

    now: list[Item]
    later: list[Item]
    pages: list[Item]
    nothing: list[Item]


def reading_of(person: User, call: Call | None) -> ReadingProgress | None:
    """How far the call is read, for whoever gives out readings: items and figures have it."""
    may_see = call is not None and person.may(Permission.ASSIGN_REVIEWS)
    return reading_progress(call) if may_see else None


def todo_of(person: User, call: Call | None, reading: ReadingProgress | None) -> Todo:
    """What a person's permissions let them do, in the order of the work."""
    items = list(_broken(person))
    may = [permission for permission in TASK_OF if person.may(permission)]
    is_decided = (
        call is not None and any(each in ONCE_RELEASED for each in may) and was_let_go(call)
    )
    for permission in may:
        if permission == Permission.ASSIGN_REVIEWS and reading:
            items += reviewing(call, reading)
        if permission in ITEMS:
            items += ITEMS[permission](person, call)
        if is_decided and permission in ONCE_RELEASED:
            items += ONCE_RELEASED[permission](person, call)
    waiting = [item for item in items if item.count]
    return Todo(
        now=sorted((i for i in waiting if i.is_urgent), key=lambda item: not item.is_late),
        later=[item for item in waiting if not item.is_urgent],
        pages=[item for item in items if item.count is None],
        nothing=[item for item in items if item.count == 0],
    )


def _broken(person: User) -> Items:
    """What several roles can see going wrong."""
    if person.may(Permission.CHOOSE_MEMBERS) or person.may(Permission.MANAGE_ACCOUNTS):
        yield from _mail()
    if person.may(Permission.MANAGE_ACCOUNTS):
        yield from _second_person("account-list", "Open accounts")
    elif person.may(Permission.READ_ROLE_CHANGES):
        yield from _second_person("account-history", "See role changes")


def _mail() -> Items:
    mail = mail_waiting()
    if mail.since and timezone.now() - mail.since > WORKER_LATE_AFTER:
        words = "Is the worker running? It sends them within minutes."
        title = "Messages that did not leave"
        yield Item(title, "", "", mail.waiting, words, mail.since, is_urgent=True, is_broken=True)
    yield Item(
        "Messages that did not arrive",
        "",
        "",
        mail.failing + sum(trouble.count for trouble in mail.given_up),
        "Those of the last 30 days." if mail.given_up else "They are tried again.",
        since=mail.failing_since,
        is_urgent=True,
        is_broken=True,
        troubles=[*mail.troubles, *mail.given_up],
    )


def _second_person(page: str, action: str) -> Items:
    """Whoever chose may not release: with one coordinator nobody could."""
    count = queries.people_who_may(Permission.RELEASE_DECISIONS)
    if count < 2:
        title = "Only one coordinator is left" if count else "There is no coordinator"
        words = "Two are needed: nobody releases what they chose themselves."
        url = reverse(f"staff:{page}")
        yield Item(title, url, action, 2 - count, words, is_urgent=True, is_broken=True)


def figures_of(person: User, call: Call, reading: ReadingProgress | None) -> dict[str, Any]:
    """How the call goes, as far as this person's permissions show it."""
    figures: dict[str, Any] = {"reviews": reading}
    if person.may(Permission.VIEW_APPLICATIONS):
        applied = queries.applications_to(call)
        figures |= {
            "days": applied.days,
            "today": applied.days[-1],
            "channels": applied.channels,
            "withdrawn": applied.withdrawn,
            "applications": applied.all,
            "drafts": queries.drafts_under_way(call),
        }
    if person.may(Permission.CHOOSE_MEMBERS):
        board = figures["representation"] = representation_of(call)
        figures["outreach"] = outreach_of(board)
    if person.may(Permission.PAY_STIPENDS):
        figures["budget"] = budget_of(call)
    return figures
