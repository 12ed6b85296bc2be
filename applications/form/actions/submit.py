"""The gate: stores every application, from the web, from paper and from a file."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Model

from applications.enums import APPLICATION_MOVES, ApplicationStatus, Arrival, Channel
from applications.form import codes, emails, queries
from applications.form.answer_rows import (
    Answers,
    answer_rows,
    contact_row,
    eligibility_columns,
    support_row,
)
from applications.models import Application, Call, Contact, LateEntry, PaperEntry, Revision
from applications.models.draft import delete_draft
from core import email_address, practice
from core.actions import ChangedMeanwhile, Refused, action
from core.insert import insert_together, reserve_ids
from core.models import User
from core.states import may_move

# As staff read them: a resident is shown the page of a closed call, or of their application.
NOT_OPEN = "The call's dates were changed a moment ago. Check the received stamp."
WITHDRAWN = "This application is withdrawn. Nothing in it is corrected any more."
OVERTAKEN = "This was corrected in the meantime. Open it again and compare."
CROSSES = "With this date it came outside the call's dates. Tell a coordinator."


@dataclass(frozen=True)
class Paper:
    """What a clerk saw on the envelope and the form.

    Without `has_time`, the received stamp has a day only.
    `late_reason` says why a late application should count; ignored if it is in time.
    `left_empty` names answers that the web form requires and the paper lacks, such as
    "home-neighborhood". `correction_reason` says which typing error is corrected, if any.
    """

    postmarked_on: date | None
    signature_seen: bool
    receiver: str = ""
    has_time: bool = True
    late_reason: str = ""
    left_empty: Sequence[str] = ()
    correction_reason: str = ""


@dataclass(frozen=True)
class Imported:
    """What a row of a file from elsewhere lacks, as on paper, and whether its sender is written to.

    Without a `late_reason` a late row is refused, and one from before the call opened without an
    `early_reason`: the city collected it elsewhere, and says why it counts.
    """

    left_empty: Sequence[str] = ()
    late_reason: str = ""
    early_reason: str = ""
    sends_receipt: bool = False


@dataclass(frozen=True)
class Submission:
    """What was sent, and how: on the web, on `paper`, or `imported` in a file.

    Sending again with the same `submission_key` stores nothing new. `reference` is the one that
    the draft showed. An applicant's correction names the application that it `corrects`.
    """

    call: Call
    submission_key: uuid.UUID
    answers: Answers
    language: str
    channel: Channel
    received_at: datetime
    paper: Paper | None = None
    imported: Imported | None = None
    reference: str = ""
    corrects: Application | None = None
    email_opens_about_you: bool = True

    @property
    def brought_by_staff(self) -> Paper | Imported | None:
        """What staff saw of it; None if the applicant sent it here."""
        return self.paper or self.imported

    @property
    def is_answered(self) -> bool:
        """Whether a confirmation is sent, where there is an address."""
        return self.imported is None or self.imported.sends_receipt

    def arrival(self) -> Arrival:
        """Whether it is in time, by the call's dates in the database now."""
        is_mailed = self.paper and self.channel == Channel.MAIL
        postmark = self.paper.postmarked_on if is_mailed else None
        return queries.dates_of(self.call).arrival(self.received_at, postmark)


@action
def submit(*, by: User | None, submission: Submission, is_practice: bool = False) -> Revision:
    """Store one application with all its rows, and queue its confirmation.

    A correction becomes the next revision of the application that it corrects. Sending again
    with the same key, even at the same time, returns the revision stored first. A late one from
    paper or a file with a reason is stored, too, and waits for a coordinator. Refused if the call
    was not open when it was received, unless a file has it with a reason; practice needs no open
    call and sends no mail.
    """
    arrival = Arrival.ON_TIME if is_practice else submission.arrival()
    seen = submission.brought_by_staff
    is_late = arrival == Arrival.LATE and seen is not None and bool(seen.late_reason)
    if not (is_late or _is_in_time(submission, arrival)):
        return _sent_before(submission)
    sending = _revision(submission, arrival)
    status = ApplicationStatus.LATE if is_late else ApplicationStatus.RECEIVED
    if not is_practice:
        may_move(APPLICATION_MOVES, None, status, by=by)
    sending.email_opens_about_you &= submission.email_opens_about_you
    application = submission.corrects or Application(
        call=submission.call,
        channel=submission.channel,
        received_at=submission.received_at,
        status=status,
        is_practice=is_practice,
        reference=submission.reference,
    )
    application.reference = application.reference or _new_reference(application)
    stored = _store_or_find(sending, application, submission, by)
    delete_draft(submission.submission_key)
    return stored


@action
def submit_again(*, by: User, before: Revision, submission: Submission) -> Revision:
    """Store a paper application again with a typing error corrected, also after the deadline.

    Only a new address gets a confirmation. The same key again returns the stored revision.
    Refused if `before` is no longer current, the application is withdrawn, or the corrected dates
    are too late, which a coordinator must decide.
    """
    application = Application.objects.select_for_update().get(pk=before.application_id)
    if sent := queries.revision_by_key(submission.submission_key):
        return sent
    if queries.current_revision(application) != before:
        raise ChangedMeanwhile(OVERTAKEN)
    arrival = submission.arrival()
    in_time = arrival in (Arrival.ON_TIME, Arrival.IN_GRACE)
    if not in_time and not LateEntry.objects.filter(application=application).exists():
        raise Refused(CROSSES, "crosses_deadline", field="received_on")
    sending = _revision(submission, arrival)
    application.received_at, application.channel = submission.received_at, submission.channel
    application.save()
    written_to = Contact.objects.get(revision=before).email
    _store(sending, application, submission, by, written_to=written_to)
    return sending


def _is_in_time(submission: Submission, arrival: Arrival) -> bool:
    """Whether it counts as it is, also collected elsewhere before the call opened, for a reason."""
    if arrival == Arrival.TOO_EARLY and submission.imported:
        return bool(submission.imported.early_reason)
    return arrival in (Arrival.ON_TIME, Arrival.IN_GRACE)


def _sent_before(submission: Submission) -> Revision:
    """The revision stored with this key in time. Refused if there is none."""
    if sent := queries.revision_by_key(submission.submission_key):
        return sent
    raise Refused(NOT_OPEN, "not_open", field="received_on")


def _revision(submission: Submission, arrival: Arrival) -> Revision:
    seen = submission.brought_by_staff
    return Revision(
        submission_key=submission.submission_key,
        language=submission.language,
        received_at=submission.received_at,
        was_in_grace=arrival == Arrival.IN_GRACE,
        was_helped=submission.answers["declaration"]["was_helped"],
        left_empty=list(seen.left_empty) if seen else [],
        email_opens_about_you=seen is None,  # staff could have written this address
        **eligibility_columns(submission.call, submission.answers),
    )


def _new_reference(application: Application) -> str:
    of_call = application.call.reference_prefix
    return codes.new_reference(practice.PREFIX if application.is_practice else of_call)


def _store_or_find(
    sending: Revision, application: Application, submission: Submission, by: User | None
) -> Revision:
    """Store `sending`, or return what another request stored with its key just before.

    The second of two requests waits on the unique submission key until the first commits, fails,
    and shows the first one's receipt.
    """
    try:
        with transaction.atomic():
            _store(sending, application, submission, by)
    except IntegrityError:
        if sent := queries.revision_by_key(sending.submission_key):
            return sent
        raise
    return sending


def _store(
    sending: Revision,
    application: Application,
    submission: Submission,
    by: User | None,
    *,
    written_to: str = "",
) -> None:
    """Store the revision with all its rows."""
    answers, paper = submission.answers, submission.paper
    new: list[Model] = []
    before = None
    if application.pk is None:
        application.pk, sending.pk = reserve_ids(Application, Revision)
        sending.number = 1
        new.append(application)
    else:
        (sending.pk,) = reserve_ids(Revision)
        before = _revision_before(application)
        sending.number = before.number + 1
    sending.application = application
    contact, support = contact_row(sending, answers), support_row(sending, answers)
    is_correction = before is not None and paper is None  # by the applicant
    if is_correction:
        _mind_old_address(before, sending, contact)
    of_paper = _paper_rows(sending, paper, by) if paper is not None else []
    is_new_address = contact.email != written_to and email_address.can_be_sent_to(contact.email)
    if is_new_address and submission.is_answered and not application.is_practice:
        letter = emails.receipt(
            revision=sending,
            contact=contact,
            language=support.reads,
            is_correction=is_correction,
        )
        new.append(letter)
    new += of_paper
    if submission.imported and application.status == ApplicationStatus.LATE:
        reason = submission.imported.late_reason
        new.append(LateEntry(application=application, reason=reason, asked_by=by))
    insert_together(*new, sending, contact, support, *answer_rows(sending, answers))


def _paper_rows(sending: Revision, paper: Paper, by: User) -> list[Model]:
    """The paper entry, and for a late application the late entry for a coordinator."""
    entry = PaperEntry(
        revision=sending,
        entered_by=by,
        postmarked_on=paper.postmarked_on,
        signature_seen=paper.signature_seen,
        receiver=paper.receiver,
        has_time=paper.has_time,
        is_correction=bool(paper.correction_reason),
        correction_reason=paper.correction_reason,
    )
    application = sending.application
    if application.status != ApplicationStatus.LATE or entry.is_correction:
        return [entry]
    return [entry, LateEntry(application=application, reason=paper.late_reason, asked_by=by)]


def _mind_old_address(before: Revision, sending: Revision, contact: Contact) -> None:
    """A kept address keeps its access to the about-you answers; a replaced one gets a mail."""
    old = Contact.objects.get(revision=before)
    if old.email.lower() == contact.email.lower():
        sending.email_opens_about_you &= before.email_opens_about_you
    else:
        emails.queue_address_changed(old=old)


def _revision_before(application: Application) -> Revision:
    """The revision that a correction replaces, no longer current. Locks the application."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.status == ApplicationStatus.WITHDRAWN:
        raise Refused(WITHDRAWN, "withdrawn")
    before = locked.revisions.get(is_current=True)
    locked.revisions.filter(pk=before.pk).update(is_current=False)
    return before
