"""What there is to do about decisions: releases to read, letters to send, members to settle."""

from django.db.models import QuerySet
from django.urls import reverse

from applications.models import Call
from core.models import User
from reports.today_item import Item, Items, of_call
from selection.letters.queries import Waiting, letters_waiting
from selection.models import Release
from selection.queries import (
    members_elsewhere,
    proposed_releases,
    sent_back_releases,
    waiting_for_answer,
)


def decisions(person: User, call: Call | None) -> Items:
    """Releases that wait for this person: the second one of any call must not overlook them."""
    if call is None:
        return
    words = "Somebody else decided. You are the second person."
    found = proposed_releases(person)
    yield from _releases(call, found, "proposed_at", "Releases to read", "Read it", words)
    words = "The second person wants something changed first."
    found = sent_back_releases(person)
    yield from _releases(call, found, "sent_back_at", "Releases sent back", "See why", words)


def _releases(
    call: Call, found: QuerySet[Release], since: str, title: str, action: str, words: str
) -> Items:
    """One item for this call, and one for each other one in which somebody waits."""
    waiting: dict[Call, list[Release]] = {call: []}
    rows = found.select_related("call").only(since, "call__slug", "call__title_en")
    for release in rows.order_by(since):
        waiting.setdefault(release.call, []).append(release)
    for each, releases in waiting.items():
        first = getattr(releases[0], since) if releases else None
        url, more = of_call(each, "release-list"), "" if each == call else f" {each.title}."
        if releases or not waiting.keys() - {call}:
            yield Item(title, url, action, len(releases), f"{words}{more}", first, is_urgent=True)


def answers(_person: User, call: Call) -> Items:
    """Who has no answer yet, and letters that have not gone."""
    words = "Others of this call have theirs."
    url, count = of_call(call, "unanswered-list"), waiting_for_answer(call).count()
    yield Item("People without an answer", url, "See whom", count, words, is_urgent=True)
    yield from _letters(call, letters_waiting(call))


def _letters(call: Call, counts: Waiting) -> Items:
    words = "Read each text and let them go. Who opens their own page sees the answer already."
    url = of_call(call, "letter-list")
    yield Item("Letters to let go", url, "Read them", counts.to_let_go, words, is_urgent=True)
    words = "Until they are in the mail, these people have no answer."
    url = of_call(call, "letter-print")
    yield Item("Letters to print", url, "Print", counts.to_print, words, is_urgent=True)
    words = "No letter reaches them, or it came back."
    url = of_call(call, "untold-list")
    yield Item(
        "People to call with their answer", url, "Call", counts.to_call, words, is_urgent=True
    )


def elsewhere(_person: User, call: Call) -> Items:
    """Members found not to be residents."""
    members = list(members_elsewhere(call))
    count = len(members)
    since = min((each.found_at for each in members if each.found_at), default=None)
    words = "Chosen, and then found not to be residents. Nothing more is paid until you settle it."
    url = f"{of_call(call, 'release-list')}#elsewhere"
    if count == 1:
        url = reverse("staff:application-detail", args=[members[0].application.reference])
    yield Item(
        "Members found to live elsewhere", url, "See whom", count, words, since, is_urgent=True
    )
