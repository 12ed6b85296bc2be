"""Erase somebody who withdrew: asked for by one person, carried out by another."""

import uuid

from django.utils import timezone

from applications import records
from applications.enums import ERASURE_MOVES, ApplicationStatus, Asker, ErasureStatus
from applications.models import Application, Erasure, LegalHold
from core import privacy
from core.actions import ChangedMeanwhile, action
from core.models import User
from core.states import may_move


class NotWithdrawn(Exception):
    """Only somebody who withdrew is erased."""


class OnHold(Exception):
    """The application is held for the law."""


class NeedsAnotherPerson(Exception):
    """Whoever asked for an erasure does not carry it out."""


@action
def place_hold(*, by: User, application: Application, reason: str) -> LegalHold:
    """Keep everything of an application; a hold that stands stays as it is."""
    application = _locked(application)
    hold, _ = LegalHold.objects.get_or_create(
        application=application, lifted_at=None, defaults={"reason": reason, "placed_by": by}
    )
    return hold


@action
def lift_hold(*, by: User, application: Application) -> None:
    """Let go of the hold that stands; nothing to do when there is none."""
    application = _locked(application)
    for hold in LegalHold.objects.filter(application=application, lifted_at=None):
        hold.lifted_by, hold.lifted_at = by, timezone.now()
        hold.save()


@action
def request_erasure(
    *, by: User, application: Application, asker: Asker, authorization: str
) -> Erasure:
    """Ask that somebody be erased; again returns the request that stands. Raises NotWithdrawn."""
    application = _locked(application)
    if application.status != ApplicationStatus.WITHDRAWN:
        raise NotWithdrawn
    standing = Erasure.objects.exclude(status=ErasureStatus.CANCELLED)
    erasure, _ = standing.get_or_create(
        application=application,
        defaults={"asker": asker, "authorization": authorization, "requested_by": by},
    )
    return erasure


@action
def cancel_erasure(*, by: User, erasure: Erasure) -> None:
    """Take a request back; nothing to do once it is carried out or cancelled."""
    _locked(erasure.application)
    erasure = Erasure.objects.get(pk=erasure.pk)
    if may_move(ERASURE_MOVES, erasure.status, ErasureStatus.CANCELLED):
        _settle(erasure, by, ErasureStatus.CANCELLED)


@action
def carry_out_erasure(*, by: User, erasure: Erasure, expected_rows: int) -> Erasure:
    """Blank or delete all that tells who the applicant is; ids, dates and counts stay.

    `expected_rows` is what the rehearsal showed. Raises ChangedMeanwhile when it is otherwise by
    now, NeedsAnotherPerson and OnHold. Again does nothing.
    """
    application = _locked(erasure.application)
    erasure = Erasure.objects.get(pk=erasure.pk)
    if erasure.status == ErasureStatus.ERASED:
        return erasure
    if not may_move(ERASURE_MOVES, erasure.status, ErasureStatus.ERASED):
        raise ChangedMeanwhile
    if erasure.requested_by_id == by.pk:
        raise NeedsAnotherPerson
    if LegalHold.objects.filter(application=application, lifted_at=None).exists():
        raise OnHold
    if sum(count for _what, count in records.traces_of(application)) != expected_rows:
        raise ChangedMeanwhile
    _blank(application)
    _close(application)
    erasure.rows_erased = expected_rows
    return _settle(erasure, by, ErasureStatus.ERASED)


def _blank(application: Application) -> None:
    """Every table that says whom it speaks of, and the mail that names the reference."""
    now = timezone.now()
    for trace in privacy.traces():
        rows = trace.rows(application)
        if trace.is_deleted:
            rows.delete()
        else:
            has_stamp = any(field.name == "erased_at" for field in trace.model._meta.fields)
            rows.update(**trace.blank, **({"erased_at": now} if has_stamp else {}))
    mail = records.mail_about(application)
    mail.filter(sent_at=None).delete()
    mail.update(to_address="", subject="", body="")


def _close(application: Application) -> None:
    """No code, link or cookie of theirs leads here any more."""
    for revision in application.revisions.all():
        revision.submission_key = uuid.uuid4()
        revision.save()
    application.code_generation += 1
    application.erased_at = timezone.now()
    application.save()


def _settle(erasure: Erasure, by: User, status: ErasureStatus) -> Erasure:
    erasure.status, erasure.settled_by, erasure.settled_at = status, by, timezone.now()
    erasure.save()
    return erasure


def _locked(application: Application) -> Application:
    """Its row is the queue: a hold and an erasure never pass each other by."""
    return Application.objects.select_for_update().get(pk=application.pk)
