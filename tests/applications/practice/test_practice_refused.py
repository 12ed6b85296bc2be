"""Practice applications: what the database itself refuses to let them become."""

from collections.abc import Callable

import pgtrigger
import pytest
from django.db import IntegrityError, InternalError, transaction

from applications.models import (
    Application,
    ContactLogEntry,
    Erasure,
    LegalHold,
    Redaction,
    ResidencyCheck,
    WithdrawalRequest,
)
from applications.practice.queries import practice_answers
from reviewers.models import Review
from selection.enums import Caution
from selection.models import Decision, Release
from stipends.models import Agreement
from tests.factories.applications import apply, practise


@pytest.fixture
def canary(call, cast) -> Application:
    """A practice application."""
    return practise(call, by=cast.clerk)


def _decision(application, cast) -> None:
    call = application.call
    release, _ = Release.objects.get_or_create(call=call, number=1, drafted_by=cast.coordinator)
    Decision.objects.create(
        release=release,
        application=application,
        outcome="member",
        decided_by=cast.coordinator,
        despite=list(Caution),
    )


def _review(application, cast) -> None:
    people = {"reviewer": cast.reviewer, "assigned_by": cast.coordinator}
    Review.objects.create(application=application, **people)


def _other_decision(application, cast) -> None:
    real = apply(application.call)
    _decision(real, cast)
    Decision.objects.filter(application=real).update(application=application)


def _agreement(application, cast) -> None:
    """As if there were a decision after all."""
    with pgtrigger.ignore("selection.Decision:a_practice_application_is_never_decided"):
        _decision(application, cast)
    Agreement.objects.create(decision=Decision.objects.get(), amount_cents=120000)


def _check(application, cast) -> None:
    by = cast.coordinator
    ResidencyCheck.objects.create(application=application, number=1, status="verified", by=by)


def _contact_noted(application, cast) -> None:
    contact = {"way": "phone", "outcome": "spoke", "topic": "other", "by": cast.coordinator}
    ContactLogEntry.objects.create(application=application, **contact)


def _withdrawal(application, cast) -> None:
    WithdrawalRequest.objects.create(
        application=application, asker="applicant", way="phone", by=cast.coordinator
    )


def _hold(application, cast) -> None:
    LegalHold.objects.create(application=application, reason="x", placed_by=cast.coordinator)


def _erasure(application, cast) -> None:
    who = {"requested_by": cast.coordinator, "authorization": "x", "asker": "applicant"}
    Erasure.objects.create(application=application, **who)


def _redaction(application, cast) -> None:
    answer = practice_answers(application).exclude(text="").first()
    Redaction.objects.create(answer=answer, kind="withheld", version=1, by=cast.coordinator)


def _made_real(application, cast) -> None:
    Application.with_practice.update(is_practice=False, reference="CDG-AAAA-AAAA")


def _made_practice(application, cast) -> None:
    apply(application.call)
    Application.objects.update(is_practice=True, reference="PRACTICE-AAAA-AAAA")


def _under_a_real_name(application, cast) -> None:
    Application.with_practice.update(reference="CDG-AAAA-AAAA")


def _real_under_its_name(application, cast) -> None:
    apply(application.call)
    Application.objects.update(reference="PRACTICE-AAAA-AAAA")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (_decision, "a_practice_application_is_never_decided"),
        (_other_decision, "a_practice_application_is_never_decided"),
        (_review, "a_practice_application_is_never_assigned"),
        (_agreement, "a_practice_application_is_never_paid"),
        (_check, "residency_is_never_checked_of_practice"),
        (_contact_noted, "no_contact_is_logged_with_practice"),
        (_withdrawal, "nobody_withdraws_practice_for_somebody"),
        (_hold, "practice_is_never_held_for_the_law"),
        (_erasure, "practice_is_cleared_not_erased"),
        (_redaction, "practice_is_never_redacted"),
        (_made_real, "Cannot update"),
        (_made_practice, "Cannot update"),
        (_under_a_real_name, "a_practice_application_has_a_reference_that_says_so"),
        (_real_under_its_name, "a_practice_application_has_a_reference_that_says_so"),
    ],
)
def test_practice_is_refused_by_the_database(
    write: Callable[..., None], sentence: str, cast, canary
) -> None:
    with pytest.raises((IntegrityError, InternalError), match=sentence), transaction.atomic():
        write(canary, cast)
