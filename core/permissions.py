"""Every permission of the staff site, and the roles that have them."""

from django.apps import apps
from django.db.models import TextChoices


class Permission(TextChoices):
    """What staff may be allowed to do. The database label is `core.<value>`."""

    CONFIGURE_CALLS = "configure_calls", "Configure calls and write the site's text"
    VIEW_APPLICATIONS = "view_applications", "Read applications with names and contacts"
    OPEN_ABOUT_YOU = "open_about_you", "Open about-you answers, with a reason"
    KEEP_RECORDS = "keep_records", "Check residency, note contacts, withdraw for somebody"
    REDACT_ANSWERS = "redact_answers", "Blank identifying words for reviewers"
    ERASE_PEOPLE = "erase_people", "Erase withdrawn people; hold records for the law"
    # With names and contacts; its page is linked from the list of applications.
    EXPORT_APPLICATIONS = "export_applications", "Export applications"
    # Its page is linked from the list of applications and from the call.
    IMPORT_APPLICATIONS = "import_applications", "Bring in applications from a file"
    ENTER_PAPER = "enter_paper", "Enter applications from paper"
    SEE_SCANS = "see_scans", "See scanned paper forms"
    REISSUE_CODES = "reissue_codes", "Give out a new private code at the counter"
    DECIDE_LATE = "decide_late", "Decide whether a late application counts"
    DECIDE_DUPLICATES = "decide_duplicates", "Say which applications are from the same person"
    TRANSLATE = "translate", "Translate answers and check translations"
    # Its pages are linked from Translations.
    HAND_OUT_ANSWERS = "hand_out_answers", "Hand answers to translators outside, without names"
    PRACTICE = "practice", "Practice on applications that do not count"
    REVIEW = "review", "Score assigned applications"
    ASSIGN_REVIEWS = "assign_reviews", "Assign reviewers and see all scores"
    CHOOSE_MEMBERS = "choose_members", "Choose members against the targets"
    READ_PROOFS = "read_proofs", "Read what was proved of proposals, and take their packs"
    # Not any coordinator’s: whoever approves has no part in choosing.
    APPROVE_SENSITIVE_TARGETS = (
        "approve_sensitive_targets",
        "Approve that a sensitive attribute becomes a target",
    )
    RELEASE_DECISIONS = "release_decisions", "Release decisions made by somebody else"
    LOOK_AFTER_MEMBERS = (
        "look_after_members",
        "Look after the group: offers, seats, meetings, what members need",
    )
    APPROVE_STIPENDS = "approve_stipends", "Approve stipends"
    PAY_STIPENDS = "pay_stipends", "Record stipend payments"
    READ_ACCESS_LOG = "read_access_log", "Read who opened what"
    READ_HISTORY = "read_history", "Read the history of every change"
    READ_ROLE_CHANGES = "read_role_changes", "Read who changed whose account and roles"
    READ_SECURITY_EVENTS = "read_security_events", "Read failed sign-ins and lock-outs"
    MANAGE_ACCOUNTS = "manage_accounts", "Manage staff accounts"
    SEE_HEALTH = "see_health", "See the site’s settings and health"

    @property
    def label_in_database(self) -> str:
        """The form that `User.has_perm` takes."""
        return f"core.{self.value}"


class Role(TextChoices):
    """A Django group; one person may have several."""

    CLERK = "Clerk"
    TRANSLATOR = "Translator"
    REVIEWER = "Reviewer"
    COORDINATOR = "Coordinator"
    EQUITY_OFFICER = "Equity officer"
    FINANCE = "Finance"
    AUDITOR = "Auditor"
    ADMINISTRATOR = "Administrator"


MAY = {
    Role.CLERK: {
        Permission.ENTER_PAPER,
        Permission.SEE_SCANS,
        Permission.REISSUE_CODES,
        Permission.PRACTICE,
    },
    Role.TRANSLATOR: {Permission.TRANSLATE},
    Role.REVIEWER: {Permission.REVIEW},
    Role.COORDINATOR: {
        Permission.CONFIGURE_CALLS,
        Permission.PRACTICE,
        Permission.VIEW_APPLICATIONS,
        Permission.OPEN_ABOUT_YOU,
        Permission.KEEP_RECORDS,
        Permission.REDACT_ANSWERS,
        Permission.ERASE_PEOPLE,
        Permission.EXPORT_APPLICATIONS,
        Permission.IMPORT_APPLICATIONS,
        Permission.SEE_SCANS,
        Permission.DECIDE_LATE,
        Permission.DECIDE_DUPLICATES,
        Permission.TRANSLATE,
        Permission.HAND_OUT_ANSWERS,
        Permission.ASSIGN_REVIEWS,
        Permission.CHOOSE_MEMBERS,
        Permission.READ_PROOFS,
        Permission.RELEASE_DECISIONS,
        Permission.LOOK_AFTER_MEMBERS,
        Permission.APPROVE_STIPENDS,
    },
    Role.EQUITY_OFFICER: {Permission.APPROVE_SENSITIVE_TARGETS},
    Role.FINANCE: {Permission.PAY_STIPENDS},
    Role.AUDITOR: {
        Permission.READ_ACCESS_LOG,
        Permission.READ_HISTORY,
        Permission.READ_PROOFS,
        Permission.READ_ROLE_CHANGES,
    },
    Role.ADMINISTRATOR: {
        Permission.MANAGE_ACCOUNTS,
        Permission.SEE_HEALTH,
        Permission.READ_SECURITY_EVENTS,
    },
}


def store_roles() -> None:
    """Give the groups exactly the permissions of `MAY`; every `migrate` ends with it."""
    rows = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="core")
    stored = {row.codename: row for row in rows}
    for role, permissions in MAY.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role.value)
        group.permissions.set([stored[permission.value] for permission in permissions])
