"""What staff see of one application beside its answers: checks, contacts, who did what, traces."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from applications.enums import ErasureStatus, TranslationStatus
from applications.models import (
    Application,
    ContactLogEntry,
    DuplicateMark,
    Erasure,
    LegalHold,
    Redaction,
    ResidencyCheck,
    Translation,
    WithdrawalRequest,
)
from core import privacy
from core.models import OutgoingMail, User


@dataclass(frozen=True)
class Event:
    """One line of an application's history; `by` None: the applicant."""

    at: datetime
    what: str
    by: User | None


def last_check(application: Application) -> ResidencyCheck | None:
    """The residency check that stands; None: nobody has checked."""
    checks = ResidencyCheck.objects.filter(application=application).select_related("by")
    return checks.order_by("-number").first()


def contact_log(application: Application) -> QuerySet[ContactLogEntry]:
    """The newest first."""
    return ContactLogEntry.objects.filter(application=application).select_related("by")


def current_hold(application: Application) -> LegalHold | None:
    """The legal hold that has not been lifted."""
    holds = LegalHold.objects.filter(application=application, lifted_at=None)
    return holds.select_related("placed_by").first()


def current_erasure(application: Application) -> Erasure | None:
    """The request to erase, open or carried out."""
    asked = Erasure.objects.filter(application=application).exclude(status=ErasureStatus.CANCELLED)
    return asked.select_related("requested_by", "settled_by", "application").first()


def history_of(application: Application) -> list[Event]:
    """What happened to an application, the newest first. No words of the applicant's."""
    found = [
        *_sendings(application), *_checks(application), *_redactions(application),
        *_translations(application), *_duplicate_marks(application), *_leaving(application),
        *(
            Event(each.at, f"Contact noted: {each.get_way_display()}", each.by)
            for each in contact_log(application)
        ),
    ]  # fmt: skip
    return sorted(found, key=lambda event: event.at, reverse=True)


def _sendings(application: Application) -> list[Event]:
    revisions = application.revisions.select_related("paper_entry__entered_by")
    found = []
    for each in revisions:
        paper = getattr(each, "paper_entry", None)
        first = "Typed in" if paper else "Received"
        what = first if each.number == 1 else f"Corrected: revision {each.number}"
        found.append(Event(each.stored_at, what, paper and paper.entered_by))
    return found


def _checks(application: Application) -> list[Event]:
    checks = ResidencyCheck.objects.filter(application=application).select_related("by")
    return [Event(each.at, f"Residency: {each.get_status_display()}", each.by) for each in checks]


def _redactions(application: Application) -> list[Event]:
    found = Redaction.objects.filter(answer__revision__application=application)
    return [
        Event(each.at, f"For reviewers: {each.answer.question.key}, {each.kind}", each.by)
        for each in found.select_related("by", "answer__question")
    ]


def _translations(application: Application) -> list[Event]:
    """Those that stand; what was sent back since is told by the history of the table."""
    found = []
    made = Translation.objects.filter(answer__revision__application=application)
    people = made.select_related("translated_by", "checked_by", "answer__question")
    for each in people.exclude(status=TranslationStatus.DRAFT):
        key = each.answer.question.key
        found.append(Event(each.translated_at, f"Translated: {key}", each.translated_by))
        if each.checked_at:
            found.append(Event(each.checked_at, f"Translation checked: {key}", each.checked_by))
    return found


def _duplicate_marks(application: Application) -> list[Event]:
    half = Q(first=application) | Q(second=application)
    marks = DuplicateMark.objects.filter(half).select_related("first", "second", "by")
    found = []
    for mark in marks:
        other = mark.second if mark.first_id == application.pk else mark.first
        what = f"Compared with {other.reference}: {mark.get_verdict_display()}"
        if mark.set_aside_id is not None:
            what += ", set aside" if mark.set_aside_id == application.pk else ", this one counts"
        found.append(Event(mark.at, what, mark.by))
    return found


def _leaving(application: Application) -> list[Event]:
    found = []
    asked = WithdrawalRequest.objects.filter(application=application).select_related("by").first()
    if application.withdrawn_at:
        found.append(Event(application.withdrawn_at, "Withdrawn", asked and asked.by))
    holds = LegalHold.objects.filter(application=application)
    for hold in holds.select_related("placed_by", "lifted_by"):
        found.append(Event(hold.placed_at, "Legal hold placed", hold.placed_by))
        if hold.lifted_at:
            found.append(Event(hold.lifted_at, "Legal hold lifted", hold.lifted_by))
    erasures = Erasure.objects.filter(application=application)
    for erasure in erasures.select_related("requested_by", "settled_by"):
        found.append(Event(erasure.requested_at, "Erasure requested", erasure.requested_by))
        if erasure.settled_at:
            what = f"Erasure: {erasure.get_status_display()}"
            found.append(Event(erasure.settled_at, what, erasure.settled_by))
    return found


def mail_about(application: Application) -> QuerySet[OutgoingMail]:
    """Messages that name this application's reference; an address may belong to several people."""
    named = Q(subject__contains=application.reference) | Q(body__contains=application.reference)
    return OutgoingMail.objects.filter(named)


def traces_of(application: Application) -> list[tuple[str, int]]:
    """What erasing would blank or delete: (what, how many rows), without what there is none of."""
    counted = [
        (str(trace.model._meta.verbose_name_plural), trace.rows(application).count())
        for trace in privacy.traces()
    ]
    counted.append(("messages to them", mail_about(application).count()))
    return [(what, count) for what, count in counted if count]
