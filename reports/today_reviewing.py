"""What there is to do about reviews: for their readers, and for coordinators."""

from django.urls import reverse

from applications.models import Call
from core.models import User
from core.text import number_of
from reports.today_item import Item, Items, of_call
from reviewers import matching, phases, progress
from reviewers.models import Rubric
from reviewers.progress import ReadingProgress


def own_reviews(person: User, _call: Call | None) -> Items:
    """A reader's own work."""
    own, url = progress.own_progress(person), reverse("staff:review-list")
    if closed := phases.closed_for(person):
        yield Item("Your reviews", url, "See them", words=closed)
        return
    words = "Scoring is blind: you see answers, never names."
    if own.done:
        words = f"You have done {own.done} of {own.count}. {words}"
    yield Item("Applications to score", url, "Score", own.left, words)


def criteria_to_approve(person: User) -> Items:
    """New versions of criteria that somebody else asks for."""
    asked = Rubric.objects.filter(frozen_at=None, asked_by__isnull=False).exclude(asked_by=person)
    shown = ("number", "asked_at", "asked_by__name", "call__slug", "call__title_en")
    for rubric in asked.select_related("call", "asked_by").only(*shown):
        yield Item(
            "Criteria to put in force",
            reverse("staff:rubric-detail", args=[rubric.call.slug]),
            "Look at them",
            1,
            f"{rubric.asked_by} asks for version {rubric.number}: {rubric.call.title}.",
            rubric.asked_at,
            is_urgent=True,
        )


def reviewing(call: Call, work: ReadingProgress) -> Items:
    """Readings that wait for a coordinator, once anything is assigned."""
    count = progress.open_work_of_the_gone(call).count()
    words = "Whoever had them has no account or is no reviewer any more. Give them out again."
    url = of_call(call, "reader-list")
    yield Item("Readings whose reader is gone", url, "See readers", count, words, is_urgent=True)
    count, url = matching.undecided(call), of_call(call, "conflict-list")
    words = "Readers listed people whom they know, and applicants have similar names."
    yield Item("Names to compare", url, "Compare", count, words)
    if not work.assigned:
        return
    back, words = number_of(work.given_up, "application"), ""
    if work.given_up:
        words = f"Among them {back} that a reader stepped back from; the reasons stand there."
    url = of_call(call, "lacking-list")
    yield Item("Readings that lack a reader", url, "Assign", work.lacking, words)
    if work.open and (closed := phases.closed_in_words(call)):
        url, title = of_call(call, "reader-list"), "Reviews that nobody can score now"
        yield Item(title, url, "See", work.open, closed)
