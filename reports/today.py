"""The cards of the Today page, one function for each permission."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from applications.calls.readiness import blockers
from applications.duplicates import queries as duplicates
from applications.form.call_items import whole_calls
from applications.form.queries import residency_unchecked
from applications.models import Call
from applications.paper import queries as desk
from applications.translations.queries import translation_progress
from core.models import User
from core.navigation import TASK_OF, Task
from core.permissions import Permission
from core.templatetags.money import dollars
from reports import queries
from selection.queries import decisions_of, pending_decisions
from stipends.enums import StipendStatus
from stipends.queries import budget_of, stipends

DAYS_LOOKED_BACK = 7


@dataclass(frozen=True)
class Card:
    """A task or a figure with a link. With `total`, a bar shows `figure` out of it."""

    title: str
    url: str
    figure: int | str | None = None
    unit: str = ""
    words: str = ""
    total: int | None = None


Cards = Iterator[Card]


def cards_of(person: User, call: Call | None) -> list[tuple[Task, list[Card]]]:
    """The cards for a person's permissions, by task, in the order of the work."""
    found: dict[Task, list[Card]] = {task: [] for task in Task}
    for permission, cards in CARDS.items():
        if person.may(permission):
            found[TASK_OF[permission]] += cards(person, call)
    return [(task, cards) for task, cards in found.items() if cards]


def _applications(_person: User, call: Call | None) -> Cards:
    if call is None:
        return
    drafts = queries.drafts_under_way(call)
    words = (
        f"{_count(drafts, 'draft')} under way and not sent yet." if drafts else "No draft waits."
    )
    count = sum(count for _, count in queries.applications_by_channel(call))
    yield Card("Applications", _of(call, "application-list"), count, "received", words)


def _residency(_person: User, call: Call | None) -> Cards:
    if call is None:
        return
    url = _of(call, "residency-list")
    yield Card("Residency", url, residency_unchecked(call), "not checked yet")


def _erasures(person: User, _call: Call | None) -> Cards:
    for erasure in queries.erasures_for(person):
        url = reverse("staff:erasure-detail", args=[erasure.application.reference])
        words = f"{erasure.requested_by} asked. You are the second person."
        yield Card(f"Erase {erasure.application}", url, words=words)


def _paper(person: User, _call: Call | None) -> Cards:
    yield Card(
        "Paper entry",
        reverse("staff:paper-enter"),
        queries.typed_in_today(person),
        "typed in today",
        "By mail, at the counter, by phone. It counts from the day it was received.",
    )
    yield _papers_to_check(person)


def _papers_to_check(person: User) -> Card:
    count = desk.papers_to_check(person).count()
    words = "A second person compares what was typed with the paper."
    return Card(
        "Papers to check", reverse("staff:paper-check-list"), count, "typed by others", words
    )


def _lost_codes(_person: User, _call: Call | None) -> Cards:
    words = "For somebody at the counter who lost theirs."
    yield Card("Lost code", reverse("staff:counter-search"), words=words)


def _late(_person: User, _call: Call | None) -> Cards:
    count = desk.late_entries().count()
    words = "They do not count until a coordinator says so." if count else "Nobody waits."
    yield Card("Late entries", reverse("staff:late-list"), count, "to decide", words)


def _duplicates(_person: User, _call: Call | None) -> Cards:
    count = duplicates.pairs_to_compare().count()
    words = "They look alike. A person says whether they are from the same person."
    yield Card("Duplicates", reverse("staff:duplicate-list"), count, "pairs to compare", words)


def _translations(_person: User, _call: Call | None) -> Cards:
    lines = translation_progress()
    waiting = ", ".join(f"{line.name} {line.waiting}" for line in lines if line.waiting)
    words = f"Waiting: {waiting}." if waiting else "Nothing waits."
    total, done = sum(line.total for line in lines), sum(line.handed_in for line in lines)
    unit = f"of {_count(total, 'answer')} in English"
    yield Card("Translations", reverse("staff:translation-list"), done, unit, words, total)


def _practice(_person: User, _call: Call | None) -> Cards:
    words = "Learn on applications that do not count, and clear them afterward."
    yield Card("Practice", reverse("staff:practice-list"), words=words)


def _own_reviews(person: User, _call: Call | None) -> Cards:
    progress = queries.review_progress(reviewer=person)
    words = "Scoring is blind: you see answers, never names."
    if not progress.total:
        words = "Nothing is assigned to you yet. A coordinator does that."
    elif progress.done == progress.total:
        words = "All done. Thank you."
    unit = f"of {progress.total} done"
    yield Card(
        "My reviews", reverse("staff:review-list"), progress.done, unit, words, progress.total
    )


def _reviews(_person: User, call: Call | None) -> Cards:
    if call is None:
        return
    progress = queries.review_progress(call=call)
    unit = f"of {_count(progress.total, 'review')} in"
    words = "" if progress.total else "Nothing is assigned yet."
    yield Card("Scores", _of(call, "result-list"), progress.done, unit, words, progress.total)


def _board(_person: User, call: Call | None) -> Cards:
    if call is None:
        return
    chosen = decisions_of(call).count()
    unit = f"of {_count(call.seats, 'seat')} chosen"
    yield Card("Board", _of(call, "board-detail"), chosen, unit, "", call.seats)


def _decisions(person: User, call: Call | None) -> Cards:
    if call is None:
        return
    count = pending_decisions(call).exclude(decided_by=person).count()
    words = "Nothing waits for you. You never release what you chose yourself."
    if count:
        words = "Somebody else chose them. You are the second person."
    yield Card("Decisions", _of(call, "decision-release"), count, "for you to release", words)


def _stipends(_person: User, _call: Call | None) -> Cards:
    status = [stipend.status for stipend in stipends()]
    words = f"{status.count(StipendStatus.APPROVED)} approved, with finance to pay."
    to_approve = status.count(StipendStatus.TO_APPROVE)
    yield Card("Stipends", reverse("staff:stipend-list"), to_approve, "to approve", words)


def _payments(_person: User, call: Call | None) -> Cards:
    status = [stipend.status for stipend in stipends()]
    url = reverse("staff:payment-list")
    waiting = status.count(StipendStatus.TO_APPROVE)
    words = f"{waiting} more, once a coordinator approves."
    yield Card("To pay", url, status.count(StipendStatus.APPROVED), "stipends approved", words)
    if call is not None:
        budget = budget_of(call)
        words = f"{dollars(budget.left_cents)} of it is not approved yet."
        unit = f"paid of {dollars(budget.total_cents)}"
        yield Card("Budget", _of(call, "payment-list"), dollars(budget.paid_cents), unit, words)


def _calls(_person: User, _call: Call | None) -> Cards:
    calls = queries.calls()
    words = "Dates, questions and words, one language at a time."
    if calls.in_preparation:
        words = f"{_count(calls.in_preparation, 'call')} in preparation."
    yield Card("Calls", reverse("staff:call-list"), calls.published, "published", words)
    for call in whole_calls().filter(is_published=True, closes_at__gt=timezone.now()):
        if count := len(blockers(call)):
            url = reverse("staff:readiness-list", args=[call.slug])
            words = f"Residents can see it: {call.title}."
            yield Card("A call is not ready", url, count, "to mend", words)


def _accounts(_person: User, _call: Call | None) -> Cards:
    accounts = queries.accounts()
    url = reverse("staff:account-list")
    words = "Everybody has a role. Nobody changes their own."
    if accounts.without_role:
        words = f"{_count(accounts.without_role, 'account')} without a role."
    yield Card("Accounts", url, accounts.active, "may sign in", words)


def _role_changes(_person: User, _call: Call | None) -> Cards:
    words = "Who was given which role, or lost it, and by whom."
    yield Card("Role changes", reverse("staff:account-history"), words=words)


def _security(_person: User, _call: Call | None) -> Cards:
    since = timezone.localdate() - timedelta(days=DAYS_LOOKED_BACK - 1)
    url = f"{reverse('staff:security-event-list')}?since={since}"
    unit = f"lock-outs in {DAYS_LOOKED_BACK} days"
    words = "Wrong passwords and codes at the sign-in, and who was locked out."
    yield Card("Sign-in events", url, queries.lock_outs_since(since), unit, words)


def _access(_person: User, _call: Call | None) -> Cards:
    since = timezone.localdate() - timedelta(days=DAYS_LOOKED_BACK - 1)
    url = reverse("staff:access-list")
    unit = f"openings in {DAYS_LOOKED_BACK} days"
    words = "Who opened, listed or exported personal data."
    yield Card("Access log", f"{url}?since={since}", queries.openings_since(since), unit, words)


def _history(_person: User, _call: Call | None) -> Cards:
    url = reverse("staff:history-list")
    yield Card("History", url, words="Every change of every record: who, when, and what it was.")
    for title, kind, words in (
        ("Decisions", "decision", "Who chose and who released: never the same person."),
        ("Payments", "ledgerentry", "Approvals and payments as the ledger has them."),
    ):
        yield Card(title, f"{url}?{urlencode({'kind': kind})}", words=words)


CARDS: dict[Permission, Callable[[User, Call | None], Cards]] = {
    Permission.VIEW_APPLICATIONS: _applications,
    Permission.KEEP_RECORDS: _residency,
    Permission.ERASE_PEOPLE: _erasures,
    Permission.ENTER_PAPER: _paper,
    Permission.REISSUE_CODES: _lost_codes,
    Permission.DECIDE_LATE: _late,
    Permission.DECIDE_DUPLICATES: _duplicates,
    Permission.PRACTICE: _practice,
    Permission.TRANSLATE: _translations,
    Permission.REVIEW: _own_reviews,
    Permission.ASSIGN_REVIEWS: _reviews,
    Permission.CHOOSE_MEMBERS: _board,
    Permission.RELEASE_DECISIONS: _decisions,
    Permission.APPROVE_STIPENDS: _stipends,
    Permission.PAY_STIPENDS: _payments,
    Permission.CONFIGURE_CALLS: _calls,
    Permission.MANAGE_ACCOUNTS: _accounts,
    Permission.READ_ACCESS_LOG: _access,
    Permission.READ_HISTORY: _history,
    Permission.READ_ROLE_CHANGES: _role_changes,
    Permission.READ_SECURITY_EVENTS: _security,
}
# Permissions used on the page of an application or of a list have no card.
WITHOUT_CARD = {
    Permission.OPEN_ABOUT_YOU,
    Permission.REDACT_ANSWERS,
    Permission.SEE_SCANS,
    Permission.EXPORT_APPLICATIONS,
}


def _of(call: Call, page: str) -> str:
    """The address of a page for one call."""
    return f"{reverse(f'staff:{page}')}?{urlencode({'call': call.slug})}"


def _count(number: int, one: str) -> str:
    """ "1 draft", "2 drafts"."""
    return f"{number} {one if number == 1 else one + 's'}"
