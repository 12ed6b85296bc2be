"""The single gate: every application, from the web or from paper, is stored here."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from applications import codes, emails, queries
from applications.enums import CHOICE_KINDS, ApplicationStatus, Channel, Kind
from applications.models import (
    AboutYouAnswer,
    Answer,
    Application,
    Call,
    Contact,
    Draft,
    Neighborhood,
    PaperEntry,
    Question,
    Revision,
    SpokenLanguage,
    Support,
)
from core.actions import action
from core.models import User

# Cleaned answers by step: {"contact": {"email": "…", "may_text": True}, "connection": {…}, …}
Answers = Mapping[str, Mapping[str, Any]]


class NotAccepted(Exception):
    """The call was not open when the application was received."""


@dataclass(frozen=True)
class Paper:
    """What a clerk saw on the envelope and the form."""

    postmarked_on: date | None
    signature_seen: bool


@action
def submit(
    *,
    by: User | None,
    call: Call,
    submission_key: uuid.UUID,
    answers: Answers,
    language: str,
    channel: Channel,
    received_at: datetime,
    reference: str = "",
    corrects: Application | None = None,
    paper: Paper | None = None,
) -> Revision:
    """Store one application with all that belongs to it, and queue its confirmation.

    A correction becomes the next revision of the application that it `corrects`. Sending
    again under the same `submission_key`, later or at the same moment, returns what was
    stored first. Raises NotAccepted when the call was not open at `received_at`.
    """
    if sent := queries.revision_sent_as(submission_key):
        return sent
    if not call.accepts_at(received_at):
        raise NotAccepted
    sending = Revision(
        submission_key=submission_key,
        language=language,
        received_at=received_at,
        was_in_grace=received_at >= call.closes_at,
        lives_in_city=answers["eligibility"]["lives_in_city"],
        was_helped=answers["declaration"]["was_helped"],
    )
    stored = _place_or_find(sending, call, channel, reference, corrects)
    if stored is not sending:
        return stored
    _store_answers(sending, answers)
    if paper is not None:
        PaperEntry.objects.create(revision=sending, entered_by=by, **asdict(paper))
    Draft.objects.filter(pk=submission_key).delete()
    return sending


def _place_or_find(
    sending: Revision, call: Call, channel: Channel, reference: str, corrects: Application | None
) -> Revision:
    """`sending`, inserted; or what was stored under its key a moment before.

    Two senders meet on the unique submission key: the second waits there until the first
    commits, fails, and shows the first one's receipt.
    """
    try:
        with transaction.atomic():
            _place(sending, call, channel, reference, corrects)
    except IntegrityError:
        if sent := queries.revision_sent_as(sending.submission_key):
            return sent
        raise
    return sending


def _place(
    sending: Revision, call: Call, channel: Channel, reference: str, corrects: Application | None
) -> None:
    """Insert the revision: the first of a new application, or the next of the one it corrects."""
    if corrects is None:
        sending.number = 1
        sending.application = Application.objects.create(
            call=call,
            channel=channel,
            received_at=sending.received_at,
            reference=reference or codes.new_reference(call.reference_prefix),
        )
    else:
        # The application's row is the queue: revisions are numbered one after the other.
        application = Application.objects.select_for_update().get(pk=corrects.pk)
        if application.status == ApplicationStatus.WITHDRAWN:
            raise NotAccepted
        before = application.revisions.get(is_current=True)
        sending.application, sending.number = application, before.number + 1
        application.revisions.filter(pk=before.pk).update(is_current=False)
    sending.save()


def _store_answers(sending: Revision, answers: Answers) -> None:
    """All that was said, each part in the table that is its own; and the confirmation."""
    contact = _store_contact(sending, answers["contact"], answers["home"])
    support = _store_support(sending, answers["support"])
    _store_told(sending, answers)
    if contact.email:
        emails.queue_receipt(revision=sending, contact=contact, language=support.reads)


def _store_contact(revision: Revision, contact: dict[str, Any], home: dict[str, Any]) -> Contact:
    given = {**contact, **home}
    place = Neighborhood.objects.get(slug=given.pop("neighborhood"))
    return Contact.objects.create(revision=revision, neighborhood=place, **given)


def _store_support(revision: Revision, support: Mapping[str, Any]) -> Support:
    given = dict(support)
    spoken = SpokenLanguage.objects.filter(code=given.pop("speaks")).first()
    return Support.objects.create(revision=revision, speaks=spoken, **given)


def _store_told(revision: Revision, answers: Answers) -> None:
    """Answers to row questions; the two tables must stay apart (see models)."""
    questions = {
        question.key: question
        for question in revision.application.call.questions.prefetch_related("choices")
    }
    told = {**answers["connection"], **answers["questions"]}
    Answer.objects.bulk_create(
        Answer(revision=revision, **given) for given in _given(questions, told)
    )
    AboutYouAnswer.objects.bulk_create(
        AboutYouAnswer(revision=revision, **given)
        for given in _given(questions, answers["about-you"])
    )


def _given(questions: Mapping[str, Question], told: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """One row's values for each text, and for each choice made; unanswered stays without a row."""
    for key, value in told.items():
        question = questions[key]
        if question.kind in CHOICE_KINDS:
            chosen = value if question.kind == Kind.SEVERAL_CHOICES else [value]
            for choice in question.choices.all():
                if choice.key in chosen:
                    yield {"question": question, "choice": choice}
        elif value:
            yield {"question": question, "text": value}
