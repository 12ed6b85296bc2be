"""The single gate: every application, from the web or from paper, is stored here."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from applications import codes, emails, queries
from applications.enums import CHOICE_KINDS, Channel, Kind
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

REFERENCE_TRIES = 5


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
    paper: Paper | None = None,
) -> Revision:
    """Store one application with all that belongs to it, and queue its confirmation.

    Sending again under the same `submission_key`, later or at the same moment, returns
    what was stored first. Raises NotAccepted when the call was not open at `received_at`.
    """
    if sent := queries.revision_sent_as(submission_key):
        return sent
    if not call.accepts_at(received_at):
        raise NotAccepted
    revision, is_new = _claim(
        call=call,
        channel=channel,
        received_at=received_at,
        submission_key=submission_key,
        language=language,
        lives_in_city=answers["eligibility"]["lives_in_city"],
        was_helped=answers["declaration"]["was_helped"],
    )
    if not is_new:
        return revision
    contact = _store_contact(revision, answers["contact"], answers["home"])
    support = _store_support(revision, answers["support"])
    _store_answers(revision, answers)
    if paper is not None:
        PaperEntry.objects.create(revision=revision, entered_by=by, **asdict(paper))
    if contact.email:
        emails.queue_receipt(revision=revision, contact=contact, language=support.reads)
    Draft.objects.filter(pk=submission_key).delete()
    return revision


def _claim(
    *, call: Call, channel: Channel, submission_key: uuid.UUID, **facts: Any
) -> tuple[Revision, bool]:
    """Insert application and first revision; or find those of whoever sent this key first.

    Two senders meet on the unique submission key: the second waits there until the first
    commits, fails, and reads the first one's row. A clash of references is simply tried again.
    """
    for _attempt in range(REFERENCE_TRIES):
        try:
            with transaction.atomic():
                application = Application.objects.create(
                    call=call,
                    channel=channel,
                    received_at=facts["received_at"],
                    reference=codes.new_reference(call.reference_prefix),
                )
                return Revision.objects.create(
                    application=application, number=1, submission_key=submission_key, **facts
                ), True
        except IntegrityError:
            if sent := queries.revision_sent_as(submission_key):
                return sent, False
    raise RuntimeError("no free reference found")


def _store_contact(revision: Revision, contact: dict[str, Any], home: dict[str, Any]) -> Contact:
    given = {**contact, **home}
    place = Neighborhood.objects.get(slug=given.pop("neighborhood"))
    return Contact.objects.create(revision=revision, neighborhood=place, **given)


def _store_support(revision: Revision, support: Mapping[str, Any]) -> Support:
    given = dict(support)
    spoken = SpokenLanguage.objects.filter(code=given.pop("speaks")).first()
    return Support.objects.create(revision=revision, speaks=spoken, **given)


def _store_answers(revision: Revision, answers: Answers) -> None:
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
