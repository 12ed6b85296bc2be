"""What there is to do, as Today lists it: one function for each permission."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from applications.calls.readiness import blockers_of_published, in_words
from applications.duplicates import queries as duplicates
from applications.enums import CallState
from applications.form.queries import published_calls, residency_unchecked
from applications.form.queries.details import moved_away
from applications.imports.queries import waiting_batches
from applications.models import Call
from applications.paper import queries as desk
from applications.translations import queue as translation_queue
from applications.translations.hand_outs import to_delete
from core.languages import english_name
from core.models import User
from core.permissions import Permission
from reports import health, queries
from reports.today_decisions import answers, decisions, elsewhere
from reports.today_item import Item, Items, count_of, of_call
from reports.today_members import members
from reports.today_money import payments, stipends
from reports.today_reviewing import criteria_to_approve, own_reviews
from selection.attributes import targets_to_approve
from selection.queries import seated

DAYS_LOOKED_BACK = 7
LANGUAGES_NAMED = 3


def _residency(_person: User, call: Call | None) -> Items:
    if call is None:
        return
    url = of_call(call, "residency-list")
    words = "Who is found to live elsewhere cannot be chosen."
    yield Item("Residency to check", url, "Check", residency_unchecked(call), words)
    count, since = queries.waiting(moved_away(call), "at")
    words = "They told us of a new home that may be outside the city."
    url = f"{url}&moved=1"
    yield Item("Moved, perhaps away", url, "Check", count, words, since, is_urgent=True)


def _erasures(person: User, _call: Call | None) -> Items:
    for erasure in queries.erasures_for(person):
        yield Item(
            f"Erase {erasure.application}",
            reverse("staff:erasure-detail", args=[erasure.application.reference]),
            "Read it",
            1,
            f"{erasure.requested_by} asked. You are the second person."
            if erasure.requested_by
            else "Erased before, but a restore brought this person back.",
            since=erasure.requested_at,
            is_urgent=True,
        )


def _paper(person: User, _call: Call | None) -> Items:
    words = "By mail, at the counter, by phone. It counts from the day it was received."
    yield Item("Paper entry", reverse("staff:paper-enter"), "Type one in", words=words)
    page = reverse("staff:paper-check-list")
    words = "A check found that they differ from the paper."
    count, since = queries.waiting(desk.papers_to_correct(), "checked_at")
    yield Item("Papers to correct", page, "Correct", count, words, since, is_urgent=True)
    words = "A second person compares what was typed with the paper."
    count, since = queries.waiting(desk.papers_to_check(person), "entered_at")
    yield Item("Papers to check", page, "Compare", count, words, since)


def _lost_codes(_person: User, _call: Call | None) -> Items:
    words = "For somebody at the counter who lost theirs."
    yield Item("Lost code", reverse("staff:counter-search"), "Look it up", words=words)


def _late(_person: User, _call: Call | None) -> Items:
    count, since = queries.waiting(desk.late_entries(), "asked_at")
    url = reverse("staff:late-list")
    words = "They do not count until a coordinator says so."
    yield Item("Late entries", url, "Decide", count, words, since, is_urgent=True)


def _files(_person: User, call: Call | None) -> Items:
    if call is None:
        return
    count, since = queries.waiting(waiting_batches().filter(call=call), "uploaded_at")
    words = "Files of applications from elsewhere. Their rows are deleted after a week."
    url = of_call(call, "import-list")
    yield Item("Files to bring in", url, "Look at them", count, words, since)


def _duplicates(_person: User, _call: Call | None) -> Items:
    count = duplicates.pairs_to_compare().count()
    words = "A person says whether they are from the same person."
    yield Item("Pairs that look alike", reverse("staff:duplicate-list"), "Compare", count, words)


def _translations(person: User, _call: Call | None) -> Items:
    """As their list has them: in the languages that they read, or in all if they chose none."""
    url = reverse("staff:translation-list")
    counts = translation_queue.counts(by=person, moment=timezone.now())
    lines = sorted(counts.to_translate.items(), key=lambda line: (-line[1], line[0]))
    words = ", ".join(f"{english_name(code)} {count}" for code, count in lines[:LANGUAGES_NAMED])
    if more := len(lines[LANGUAGES_NAMED:]):
        words += f", and {count_of(more, 'more language')}"
    count = sum(count for _code, count in lines)
    yield Item("Answers without English", url, "See languages", count, f"{words}." if lines else "")
    words = "Somebody else translated them. You are the second person."
    yield Item("Translations to check", url, "Check", counts.to_check, words)
    words = "Written on an English form, and it looks like another language."
    yield Item("Is this English?", url, "Decide", counts.in_doubt, words)


def _handed_out(_person: User, _call: Call | None) -> Items:
    count, since = queries.waiting(to_delete(), "at")
    words = "Somebody in them was erased: ask the translators to delete them."
    yield Item("Files with translators", reverse("staff:handout-list"), "See", count, words, since)


def _practice(_person: User, _call: Call | None) -> Items:
    words = "Learn on applications that do not count, and clear them afterward."
    yield Item("Practice", reverse("staff:practice-list"), "Open", words=words)


def _seats(_person: User, call: Call | None) -> Items:
    if call is not None and call.state == CallState.CLOSED:
        free = call.seats - seated(call).count()
        url = of_call(call, "board-detail")
        words = "Whoever is on the board has a seat once their release is let go."
        yield Item("Seats to fill", url, "Open the board", max(free, 0), words)


def _sensitive_targets(_person: User, _call: Call | None) -> Items:
    count, since = queries.waiting(targets_to_approve(), "asked_at")
    words = "Coordinators ask to choose people also by what they said about themselves."
    url = reverse("staff:attribute-approve")
    yield Item("Sensitive targets to decide", url, "Read", count, words, since, is_urgent=True)


def _calls(person: User, _call: Call | None) -> Items:
    yield from criteria_to_approve(person)
    calls = queries.calls()
    words = f"{count_of(calls.published, 'call')} published, {calls.in_preparation} in preparation."
    yield Item("Calls", reverse("staff:call-list"), "Open", words=words)
    for call in published_calls().filter(closes_at__gt=timezone.now()).only("slug", "title_en"):
        if found := blockers_of_published(call):
            url = reverse("staff:readiness-list", args=[call.slug])
            words = f"{in_words(found)}. Residents can see it: {call.title}."
            count = len(found)
            yield Item(
                "A call is not ready", url, "Mend it", count, words, is_urgent=True, is_broken=True
            )


def _accounts(_person: User, _call: Call | None) -> Items:
    accounts = queries.accounts()
    url = reverse("staff:account-list")
    words = "They can sign in and see nothing."
    yield Item("Accounts without a role", url, "Give them one", accounts.without_role, words)
    words = f"{count_of(accounts.active, 'person', 'people')} may sign in."
    yield Item("Accounts", url, "Open", words=words)


def _health(_person: User, _call: Call | None) -> Items:
    url = reverse("staff:health-detail")
    found = health.findings()
    for finding in found:
        is_broken = finding.pill == health.BROKEN
        is_missing = finding.what == "Backup" and finding.pill == health.UNKNOWN
        if (is_broken and finding.what != "Mail") or is_missing:  # Today has mail by itself
            title = f"{finding.what}: it needs you"
            yield Item(title, url, "See", 1, finding.words, is_urgent=True, is_broken=is_broken)
    backup = next((each.words for each in found if each.what == "Backup"), "")
    yield Item("Health", url, "Open", words=f"Backup: {backup[:1].lower()}{backup[1:]}")


def _security(_person: User, _call: Call | None) -> Items:
    since = timezone.localdate() - timedelta(days=DAYS_LOOKED_BACK - 1)
    url = f"{reverse('staff:security-event-list')}?since={since}"
    words = f"In {DAYS_LOOKED_BACK} days, by wrong passwords or codes."
    count = queries.lock_outs_since(since)
    yield Item("People locked out at the sign-in", url, "See whom", count, words)


def _access(_person: User, _call: Call | None) -> Items:
    since = timezone.localdate() - timedelta(days=DAYS_LOOKED_BACK - 1)
    url = f"{reverse('staff:access-list')}?since={since}"
    count = queries.openings_since(since)
    words = f"Personal data was opened, listed or exported {count_of(count, 'time')} in a week."
    yield Item("Access log", url, "Read", words=words)


def _history(_person: User, _call: Call | None) -> Items:
    url = reverse("staff:history-list")
    words = "Every change of every record: who, when, and what it was."
    yield Item("History", url, "Read", words=words)
    for title, kind, words in (
        ("Decisions", "decision", "Who decided and who released: never the same person."),
        ("Payments", "ledgerentry", "Approvals and payments as the ledger has them."),
    ):
        yield Item(title, f"{url}?{urlencode({'kind': kind})}", "Read", words=words)


def _role_changes(_person: User, _call: Call | None) -> Items:
    words = "Who was given which role, or lost it, and by whom."
    yield Item("Role changes", reverse("staff:account-history"), "Read", words=words)


ITEMS: dict[Permission, Callable[[User, Call | None], Items]] = {
    Permission.KEEP_RECORDS: _residency,
    Permission.ERASE_PEOPLE: _erasures,
    Permission.IMPORT_APPLICATIONS: _files,
    Permission.ENTER_PAPER: _paper,
    Permission.REISSUE_CODES: _lost_codes,
    Permission.DECIDE_LATE: _late,
    Permission.DECIDE_DUPLICATES: _duplicates,
    Permission.PRACTICE: _practice,
    Permission.TRANSLATE: _translations,
    Permission.HAND_OUT_ANSWERS: _handed_out,
    Permission.REVIEW: own_reviews,
    Permission.CHOOSE_MEMBERS: _seats,
    Permission.APPROVE_SENSITIVE_TARGETS: _sensitive_targets,
    Permission.RELEASE_DECISIONS: decisions,
    Permission.APPROVE_STIPENDS: stipends,
    Permission.PAY_STIPENDS: payments,
    Permission.CONFIGURE_CALLS: _calls,
    Permission.MANAGE_ACCOUNTS: _accounts,
    Permission.SEE_HEALTH: _health,
    Permission.READ_ACCESS_LOG: _access,
    Permission.READ_HISTORY: _history,
    Permission.READ_ROLE_CHANGES: _role_changes,
    Permission.READ_SECURITY_EVENTS: _security,
}

# What there is only once a release of the call was let go.
ONCE_RELEASED: dict[Permission, Callable[[User, Call], Items]] = {
    Permission.CHOOSE_MEMBERS: elsewhere,
    Permission.RELEASE_DECISIONS: answers,
    Permission.LOOK_AFTER_MEMBERS: members,
}
