"""The single gate: every application, from the web or from paper, is stored here."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from applications import codes, definition, emails, queries
from applications.enums import CHOICE_KINDS, ApplicationStatus, Channel, Kind
from applications.models import (
    AboutYouAnswer,
    Answer,
    Application,
    Call,
    Contact,
    PaperEntry,
    Question,
    Revision,
    Support,
)
from applications.models.draft import forget_draft
from core import practice
from core.actions import action
from core.insert import insert_together, reserve_ids
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
    is_practice: bool = False,
) -> Revision:
    """Store one application with all that belongs to it, and queue its confirmation.

    A correction becomes the next revision of the application that it `corrects`. Sending again
    under the same `submission_key` returns what was stored first. Raises NotAccepted when the
    call was not open at `received_at`; practice needs no open call, and nobody is written to.
    """
    dates = queries.dates_of(call)
    if not (is_practice or dates.accepts_at(received_at)):
        if sent := queries.revision_sent_as(submission_key):
            return sent
        raise NotAccepted
    sending = Revision(
        submission_key=submission_key,
        language=language,
        received_at=received_at,
        was_in_grace=received_at > dates.closes_at,
        lives_in_city=answers["eligibility"]["lives_in_city"],
        was_helped=answers["declaration"]["was_helped"],
    )
    application = corrects or Application(
        call=call, channel=channel, received_at=received_at, is_practice=is_practice
    )
    application.reference = application.reference or reference or _new_reference(application)
    stored = _store_or_find(sending, application, answers, by=by, paper=paper)
    forget_draft(submission_key)
    return stored


def _new_reference(application: Application) -> str:
    of_call = application.call.reference_prefix
    return codes.new_reference(practice.PREFIX if application.is_practice else of_call)


def _store_or_find(
    sending: Revision, application: Application, answers: Answers, **staff: Any
) -> Revision:
    """`sending`, stored; or what was stored under its key a moment before.

    Two senders meet on the unique submission key: the second waits there until the first
    commits, fails, and shows the first one's receipt.
    """
    try:
        with transaction.atomic():
            _store(sending, application, answers, **staff)
    except IntegrityError:
        if sent := queries.revision_sent_as(sending.submission_key):
            return sent
        raise
    return sending


def _store(
    sending: Revision,
    application: Application,
    answers: Answers,
    *,
    by: User | None,
    paper: Paper | None,
) -> None:
    """The revision and all that was said, each part in the table that is its own."""
    new: list[Model] = []
    if application.pk is None:
        application.pk, sending.pk = reserve_ids(Application, Revision)
        sending.number = 1
        new.append(application)
    else:
        (sending.pk,) = reserve_ids(Revision)
        sending.number = _next_number(application)
    sending.application = application
    contact, support = _contact(sending, answers), _support(sending, answers)
    if contact.email and not application.is_practice:
        new.append(emails.receipt(revision=sending, contact=contact, language=support.reads))
    if paper is not None:
        new.append(PaperEntry(revision=sending, entered_by=by, **asdict(paper)))
    insert_together(*new, sending, contact, support, *_told(sending, answers))


def _next_number(application: Application) -> int:
    """The number of a correction. The application's row is the queue: one after the other."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.status == ApplicationStatus.WITHDRAWN:
        raise NotAccepted
    before = locked.revisions.get(is_current=True)
    locked.revisions.filter(pk=before.pk).update(is_current=False)
    return before.number + 1


def _contact(sending: Revision, answers: Answers) -> Contact:
    given = {**answers["contact"], **answers["home"]}
    place = definition.city().places[given.pop("neighborhood")]
    return Contact(revision=sending, neighborhood=place, **given)


def _support(sending: Revision, answers: Answers) -> Support:
    given = dict(answers["support"])
    spoken = definition.city().spoken.get(given.pop("speaks"))
    return Support(revision=sending, speaks=spoken, **given)


def _told(sending: Revision, answers: Answers) -> Iterator[Model]:
    """Answers to row questions; about-you answers go to a table of their own (see models)."""
    questions = {question.key: question for question in sending.application.call.questions.all()}
    for key, value in [*answers["connection"].items(), *answers["questions"].items()]:
        for given in _given(questions[key], value):
            yield Answer(revision=sending, question=questions[key], **given)
    for key, value in answers["about-you"].items():
        for given in _given(questions[key], value):
            yield AboutYouAnswer(revision=sending, question=questions[key], **given)


def _given(question: Question, value: Any) -> Iterator[dict[str, Any]]:
    """One row's values for a text, and for each choice made; unanswered stays without a row."""
    if question.kind in CHOICE_KINDS:
        chosen = value if question.kind == Kind.SEVERAL_CHOICES else [value]
        for choice in question.choices.all():
            if choice.key in chosen:
                yield {"choice": choice}
    elif value:
        yield {"text": value}
