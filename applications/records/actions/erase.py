"""Legal holds, and erasing withdrawn applicants by two members of staff."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from applications.enums import ERASURE_MOVES, ApplicationStatus, ErasureStatus, Requester
from applications.form.actions.withdraw import withdraw_application
from applications.models import Application, Erasure, LegalHold
from applications.paper.queries import scanned_pages
from applications.records import erasures, records
from core import pictures, privacy
from core.actions import ChangedMeanwhile, Refused, action
from core.database_roles import is_append_only
from core.models import User
from core.states import may_move

BEFORE_RESTORE = "Erased before the database was restored from a backup; see the journal."
ANOTHER_PERSON = "You asked for it: another person looks once more and erases."
ON_HOLD = "It is held for the law. Nothing was erased."
CHANGED = "Something has changed since. Nothing was erased; look again."
NOT_STORED = "{} before you, see below. Yours is not stored. You typed: “{}”"


@action
def place_hold(*, by: User, application: Application, reason: str) -> LegalHold:
    """Place a legal hold. May be repeated.

    Refused if somebody else placed one, or for another reason.
    """
    application = _locked(application)
    given = {"reason": reason, "placed_by": by}
    hold, is_new = LegalHold.objects.get_or_create(
        application=application, lifted_at=None, defaults=given
    )
    if _is_as_given(hold, is_new, given):
        return hold
    raise ChangedMeanwhile(NOT_STORED.format(f"{hold.placed_by} held it", reason))


@action
def lift_hold(*, by: User, application: Application) -> None:
    """Lift the legal hold, if there is one."""
    application = _locked(application)
    for hold in LegalHold.objects.filter(application=application, lifted_at=None):
        hold.lifted_by, hold.lifted_at = by, timezone.now()
        hold.save()


@action
def request_erasure(
    *, by: User, application: Application, asker: Requester, authorization: str
) -> Erasure:
    """Request to erase a withdrawn applicant. May be repeated.

    Refused if not withdrawn, and if there is a request by somebody else or for another reason.
    """
    application = _locked(application)
    may_move(ERASURE_MOVES, None, ErasureStatus.REQUESTED, by=by)
    if application.status != ApplicationStatus.WITHDRAWN:
        message = f"{application.reference} is not withdrawn. Withdraw it first."
        raise Refused(message, "not_withdrawn")
    standing = Erasure.objects.exclude(status=ErasureStatus.CANCELLED)
    given = {"asker": asker, "authorization": authorization, "requested_by": by}
    erasure, is_new = standing.get_or_create(application=application, defaults=given)
    if _is_as_given(erasure, is_new, given):
        return erasure
    raise ChangedMeanwhile(NOT_STORED.format(f"{erasure.requested_by} asked", authorization))


@action
def cancel_erasure(*, by: User, erasure: Erasure) -> None:
    """Cancel a request, unless it is carried out or cancelled already."""
    _locked(erasure.application)
    erasure = Erasure.objects.get(pk=erasure.pk)
    if may_move(ERASURE_MOVES, erasure.status, ErasureStatus.CANCELLED, by=by):
        _settle(erasure, by, ErasureStatus.CANCELLED)


@action
def carry_out_erasure(*, by: User, erasure: Erasure, expected_rows: int) -> Erasure:
    """Blank or delete all personal data of an applicant; ids, dates and counts stay.

    `expected_rows` is the number that the page showed. Refused if it has changed, for whoever
    requested the erasure, and during a legal hold. May be repeated.
    """
    application = _locked(erasure.application)
    erasure = Erasure.objects.get(pk=erasure.pk)
    if erasure.status == ErasureStatus.ERASED:
        return erasure
    if not may_move(ERASURE_MOVES, erasure.status, ErasureStatus.ERASED, by=by):
        raise ChangedMeanwhile(CHANGED)
    if erasure.requested_by_id == by.pk:
        raise Refused(ANOTHER_PERSON, "needs_another_person")
    if LegalHold.objects.filter(application=application, lifted_at=None).exists():
        raise Refused(ON_HOLD, "on_hold")
    if sum(count for _what, count in records.traces_of(application)) != expected_rows:
        raise ChangedMeanwhile(CHANGED)
    erasure.rows_erased = expected_rows
    _erase(application)
    transaction.on_commit(erasures.note_in_journals, robust=True)  # else the worker notes it
    return _settle(erasure, by, ErasureStatus.ERASED)


@action
def erase_again(*, by: None, application: Application) -> None:
    """Erase somebody who was erased before the database was restored to an earlier state.

    Withdraws the application if that was lost, too. During a legal hold only the request is there
    again. May be repeated.
    """
    application = _locked(application)
    if application.erased_at:
        return
    withdraw_application(by=by, application=application)
    application.refresh_from_db()
    standing = Erasure.objects.exclude(status=ErasureStatus.CANCELLED)
    erasure, _is_new = standing.get_or_create(
        application=application,
        defaults={
            "asker": Requester.APPLICANT,
            "authorization": BEFORE_RESTORE,
            "is_repeated": True,
        },
    )
    if LegalHold.objects.filter(application=application, lifted_at=None).exists():
        return
    erasure.is_repeated = True
    erasure.rows_erased = sum(count for _what, count in records.traces_of(application))
    _erase(application)
    _settle(erasure, by, ErasureStatus.ERASED)


def _erase(application: Application) -> None:
    scans = list(scanned_pages(application.pk).values_list("name", flat=True))
    _blank(application)
    transaction.on_commit(partial(pictures.delete, scans))
    _close(application)


def _blank(application: Application) -> None:
    """Blank or delete rows in every table about the applicant, and mail with the reference."""
    now = timezone.now()
    _erase_words(application)  # first: it finds runs by what goes with the traces
    for trace in privacy.traces():
        rows = trace.rows(application)
        if trace.is_deleted:
            rows.delete()
        elif not is_append_only(trace.model):
            has_stamp = any(field.name == "erased_at" for field in trace.model._meta.fields)
            rows.update(**trace.blank, **({"erased_at": now} if has_stamp else {}))
    mail = records.mail_about(application)
    mail.filter(sent_at=None).delete()
    mail.update(to_address="", subject="", body="")


def _erase_words(application: Application) -> None:
    """Blank notes in append-only tables and the history, by the SQL function that may do so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_words(%s)", [application.pk])


def _close(application: Application) -> None:
    """Void every code, link and cookie."""
    for revision in application.revisions.all():
        revision.submission_key = uuid.uuid4()
        revision.save()
    application.end_access(code_too=True)
    application.erased_at = timezone.now()
    application.save()


def _settle(erasure: Erasure, by: User | None, status: ErasureStatus) -> Erasure:
    erasure.status, erasure.settled_by, erasure.settled_at = status, by, timezone.now()
    erasure.save()
    return erasure


def _is_as_given(row: Any, is_new: bool, given: Mapping[str, Any]) -> bool:
    """Whether the row is new or has the given values, so that nobody's words are dropped."""
    return is_new or all(getattr(row, name) == value for name, value in given.items())


def _locked(application: Application) -> Application:
    """Lock the application, so that a hold and an erasure cannot happen at once."""
    return Application.objects.select_for_update().get(pk=application.pk)
