"""Records about one application besides its answers: checks, contacts, history, traces."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from applications.enums import ApplicationStatus, ErasureStatus, RedactionKind, TranslationStatus
from applications.models import (
    Answer,
    Application,
    ContactChange,
    ContactLogEntry,
    DuplicateMark,
    Erasure,
    LegalHold,
    Redaction,
    ResidencyCheck,
    Revision,
    Translation,
    WithdrawalRequest,
)
from applications.translations.hand_outs import files_with
from core import privacy
from core.models import OutgoingMail, User

_SHORT = 40  # characters of a question
_FOR_REVIEWERS = {
    RedactionKind.AS_IS: "Words shown to reviewers again",
    RedactionKind.BLANKED: "Words blanked for reviewers",
    RedactionKind.WITHHELD: "Withheld from reviewers",
}


@dataclass(frozen=True)
class Event:
    """One line of an application's history; `by` is None for the applicant."""

    at: datetime
    what: str
    by: User | None


@dataclass(frozen=True)
class Records:
    """What staff noted of an application, read once for its page.

    The newest contact and mark come first.
    """

    checks: list[ResidencyCheck]
    contacts: list[ContactLogEntry]
    holds: list[LegalHold]
    redactions: list[Redaction]
    marks: list[DuplicateMark]

    @property
    def last_check(self) -> ResidencyCheck | None:
        """The current residency check; None if there is none."""
        return self.checks[-1] if self.checks else None

    @property
    def hold(self) -> LegalHold | None:
        """The legal hold that is not lifted, if there is one."""
        return next((hold for hold in self.holds if hold.lifted_at is None), None)


def records_of(application: Application) -> Records:
    """Five queries."""
    checks = ResidencyCheck.objects.filter(application=application).select_related("by")
    contacts = ContactLogEntry.objects.filter(application=application).select_related("by")
    holds = LegalHold.objects.filter(application=application)
    redactions = Redaction.objects.filter(answer__revision__application=application)
    half = Q(first=application) | Q(second=application)
    marks = DuplicateMark.objects.filter(half).select_related("first", "second", "by")
    return Records(
        checks=list(checks.order_by("number")),
        contacts=list(contacts),
        holds=list(holds.select_related("placed_by", "lifted_by")),
        redactions=list(redactions.select_related("by", "answer__question")),
        marks=list(marks.order_by("-at", "-number")),
    )


def last_check(application: Application) -> ResidencyCheck | None:
    """The current residency check; None if there is none."""
    checks = ResidencyCheck.objects.filter(application=application).select_related("by")
    return checks.order_by("-number").first()


def current_hold(application: Application) -> LegalHold | None:
    """The legal hold that is not lifted, if there is one."""
    holds = LegalHold.objects.filter(application=application, lifted_at=None)
    return holds.select_related("placed_by").first()


def current_erasure(application: Application) -> Erasure | None:
    """The request to erase, open or carried out, if there is one."""
    asked = Erasure.objects.filter(application=application).exclude(status=ErasureStatus.CANCELLED)
    return asked.select_related("requested_by", "settled_by", "application").first()


def history_of(
    application: Application, noted: Records, revisions: Iterable[Revision]
) -> list[Event]:
    """What happened to an application, the newest first, without the applicant's words.

    `revisions` come with their paper entries and their rows of a file.
    """
    events = [
        *_revisions(revisions),
        *(
            Event(each.at, f"Residency: {each.get_status_display()}", each.by)
            for each in noted.checks
        ),
        *_changes(application),
        *(
            Event(each.at, f"{_FOR_REVIEWERS[each.kind]}: {_asked(each.answer)}", each.by)
            for each in noted.redactions
        ),
        *_translations(application),
        *_handed_out(application),
        *_duplicate_marks(application, noted.marks),
        *_withdrawal_and_erasure(application),
        *_holds(noted.holds),
        *(
            Event(each.at, f"Contact noted: {each.get_way_display()}", each.by)
            for each in noted.contacts
        ),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _revisions(revisions: Iterable[Revision]) -> list[Event]:
    events = []
    for each in revisions:
        paper, row = (getattr(each, name, None) for name in ("paper_entry", "imported_row"))
        first = "Typed in" if paper else "Brought in from a file" if row else "Received"
        what = first if each.number == 1 else f"Corrected the application: revision {each.number}"
        by = paper.entered_by if paper else row and row.batch.started_by
        events.append(Event(each.stored_at, what, by))
    return events


def _changes(application: Application) -> list[Event]:
    changes = ContactChange.objects.filter(application=application).select_related("staff")
    return [
        Event(each.at, f"Changed after the deadline: {each.get_detail_display()}", each.staff)
        for each in changes
    ]


def _translations(application: Application) -> list[Event]:
    """Submitted and checked translations; the table's history has those sent back."""
    events = []
    made = Translation.objects.filter(answer__revision__application=application)
    people = made.select_related("translated_by", "checked_by", "answer__question")
    for each in people.exclude(status=TranslationStatus.DRAFT):
        asked = _asked(each.answer)
        events.append(Event(each.translated_at, f"Translated: {asked}", each.translated_by))
        if each.checked_at:
            events.append(Event(each.checked_at, f"Translation checked: {asked}", each.checked_by))
    return events


def _handed_out(application: Application) -> list[Event]:
    return [
        Event(each.downloaded_at, f"Answers handed to {each.vendor} to translate: {each}", each.by)
        for each in files_with(application).select_related("by")
    ]


def _asked(answer: Answer) -> str:
    """The question, short, as it is worded now."""
    return f"“{Truncator(answer.question.text).chars(_SHORT)}”"


def _duplicate_marks(application: Application, marks: Iterable[DuplicateMark]) -> list[Event]:
    events = []
    for mark in marks:
        other = mark.second if mark.first_id == application.pk else mark.first
        what = f"Compared with {other.reference}: {mark.get_verdict_display()}"
        if mark.set_aside_id is not None:
            what += ", set aside" if mark.set_aside_id == application.pk else ", this one counts"
        events.append(Event(mark.at, what, mark.by))
    return events


def _withdrawal_and_erasure(application: Application) -> list[Event]:
    events = []
    asked = WithdrawalRequest.objects.filter(application=application).select_related("by").first()
    if application.withdrawn_at:
        by = asked.by if asked else _withdrawn_by(application)
        events.append(Event(application.withdrawn_at, "Withdrawn", by))
    erasures = Erasure.objects.filter(application=application)
    for erasure in erasures.select_related("requested_by", "settled_by"):
        events.append(Event(erasure.requested_at, "Erasure requested", erasure.requested_by))
        if erasure.settled_at:
            what = f"Erasure: {erasure.get_status_display()}"
            events.append(Event(erasure.settled_at, what, erasure.settled_by))
    return events


def _withdrawn_by(application: Application) -> User | None:
    """Who withdrew it without being asked to, with the file that it came from; else nobody."""
    event = application.events.filter(status=ApplicationStatus.WITHDRAWN).order_by("pgh_id").first()
    who = (event and event.pgh_context or {}).get("user")
    return User.objects.filter(pk=who).first() if who else None


def _holds(holds: Iterable[LegalHold]) -> list[Event]:
    events = []
    for hold in holds:
        events.append(Event(hold.placed_at, "Legal hold placed", hold.placed_by))
        if hold.lifted_at:
            events.append(Event(hold.lifted_at, "Legal hold lifted", hold.lifted_by))
    return events


def mail_about(application: Application) -> QuerySet[OutgoingMail]:
    """Mail with this application's reference; several people may share an address."""
    named = Q(subject__contains=application.reference) | Q(body__contains=application.reference)
    return OutgoingMail.objects.filter(named)


def traces_of(application: Application) -> list[tuple[str, int]]:
    """What erasing would blank or delete: (what, number of rows), without zeros."""
    counted = [
        (str(trace.model._meta.verbose_name_plural), trace.rows(application).count())
        for trace in privacy.traces()
        if trace.is_deleted or trace.blank
    ]
    counted.append(("messages to them", mail_about(application).count()))
    return [(what, count) for what, count in counted if count]
