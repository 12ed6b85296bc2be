"""The staff site's navigation: the pages that somebody may open, by task."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.permissions import Permission


class Task(StrEnum):
    """A kind of work, in the order in which it is done."""

    TAKING_IN = "Intake"
    REVIEWING = "Reviewing"
    CHOOSING = "Choosing"
    MEMBERS = "The group"
    PAYING = "Money"
    SETTING_UP = "Setting up"
    LOOKING_BACK = "Records"


# Within a task, pages are in this order, like the cards of Today.
TASK_OF = {
    Permission.VIEW_APPLICATIONS: Task.TAKING_IN,
    Permission.OPEN_ABOUT_YOU: Task.TAKING_IN,
    Permission.KEEP_RECORDS: Task.TAKING_IN,
    Permission.REDACT_ANSWERS: Task.TAKING_IN,
    Permission.ERASE_PEOPLE: Task.TAKING_IN,
    Permission.EXPORT_APPLICATIONS: Task.TAKING_IN,
    Permission.IMPORT_APPLICATIONS: Task.TAKING_IN,
    Permission.ENTER_PAPER: Task.TAKING_IN,
    Permission.SEE_SCANS: Task.TAKING_IN,
    Permission.REISSUE_CODES: Task.TAKING_IN,
    Permission.DECIDE_LATE: Task.TAKING_IN,
    Permission.DECIDE_DUPLICATES: Task.TAKING_IN,
    Permission.PRACTICE: Task.TAKING_IN,
    Permission.TRANSLATE: Task.REVIEWING,
    Permission.HAND_OUT_ANSWERS: Task.REVIEWING,
    Permission.REVIEW: Task.REVIEWING,
    Permission.ASSIGN_REVIEWS: Task.REVIEWING,
    Permission.CHOOSE_MEMBERS: Task.CHOOSING,
    Permission.READ_PROOFS: Task.CHOOSING,
    Permission.APPROVE_SENSITIVE_TARGETS: Task.CHOOSING,
    Permission.RELEASE_DECISIONS: Task.CHOOSING,
    Permission.LOOK_AFTER_MEMBERS: Task.MEMBERS,
    Permission.APPROVE_STIPENDS: Task.PAYING,
    Permission.PAY_STIPENDS: Task.PAYING,
    Permission.CONFIGURE_CALLS: Task.SETTING_UP,
    Permission.MANAGE_ACCOUNTS: Task.SETTING_UP,
    Permission.SEE_HEALTH: Task.SETTING_UP,
    Permission.READ_ACCESS_LOG: Task.LOOKING_BACK,
    Permission.READ_HISTORY: Task.LOOKING_BACK,
    Permission.READ_ROLE_CHANGES: Task.LOOKING_BACK,
    Permission.READ_SECURITY_EVENTS: Task.LOOKING_BACK,
}


@dataclass(frozen=True)
class Entry:
    """A page that the reader may open; `query` says of which call, such as "?call=spring"."""

    label: str
    url: str
    permission: Permission
    query: str = ""


@dataclass(frozen=True)
class Link:
    """One entry as the page shows it; `current` is the value of aria-current, or ""."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Group:
    """The pages for one task."""

    task: Task
    links: list[Link]


def grouped(entries: Sequence[Entry], path: str) -> list[Group]:
    """Entries by task; the current one is the page at `path`, or the list above it."""
    under = max((e.url for e in entries if path.startswith(e.url)), key=len, default="")
    groups: dict[Task, list[Link]] = {task: [] for task in Task}
    order = list(TASK_OF)
    for entry in sorted(entries, key=lambda entry: order.index(entry.permission)):
        current = "page" if entry.url == path else "true" if entry.url == under else ""
        groups[TASK_OF[entry.permission]].append(
            Link(entry.label, entry.url + entry.query, current)
        )
    return [Group(task, links) for task, links in groups.items() if links]
