"""Shortcuts to later states of an application, through the same actions that people use."""

import itertools
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from applications.form.actions.withdraw import withdraw_for_applicant
from applications.models import Answer, Application, Call
from applications.records.actions.check_residency import check_residency
from applications.records.actions.erase import lift_hold, place_hold, request_erasure
from applications.records.actions.log_contact import log_contact
from applications.records.actions.redact import redact_answer
from core.invitations import invite
from core.models import Invitation
from core.permissions import Role
from reviewers.actions.assign import assign_review
from reviewers.actions.phases import add_phase
from reviewers.actions.rubric import CriterionValues, add_criterion, fix_ranking_rule
from reviewers.actions.score import submit_review
from reviewers.enums import OthersOpen
from reviewers.models import Criterion, Review, ReviewPhase
from reviewers.queries import criteria_of
from reviewers.reading import Reading
from selection.enums import Caution
from selection.offers.actions.clock import make_offers
from selection.offers.queries import offer_of
from stipends.actions.agree import make_agreements
from stipends.actions.approve import approve_stipend
from stipends.models import Installment, LedgerEntry
from tests.factories.offering import accepted
from tests.factories.releasing import released
from tests.factories.staff import Cast

_NUMBERS = itertools.count(1)
MEANINGS = ["nothing", "a little", "some", "much", "a great deal"]


def phase(call: Call, **rights: Any) -> ReviewPhase:
    """A phase that is now, with all rights unless `rights` say otherwise."""
    now = timezone.now()
    rights = {"others_open": OthersOpen.AFTER_OWN} | rights
    span = {"begins_at": now - timedelta(days=7), "ends_at": now + timedelta(days=30)}
    given = ReviewPhase(call=call, name="Reading", **(span | rights))
    return add_phase(by=None, phase=given)


def two_criteria(call: Call) -> list[Criterion]:
    """ "Understanding", which counts three times, and "Readiness"; ranked by two readings.

    Readers score now, and see what others gave once their own is in.
    """
    fix_ranking_rule(by=None, call=call)
    phase(call)
    return [
        add_criterion(
            by=None,
            call=call,
            key=key,
            values=CriterionValues(key.title(), weight=weight, meanings=MEANINGS),
        )
        for key, weight in (("understanding", 3), ("readiness", 1))
    ]


def assigned(application: Application, cast: Cast) -> Review:
    """Assigned to the first reviewer; two criteria where there are none."""
    if not application.call.rubrics.exists():
        two_criteria(application.call)
    return assign_review(by=cast.coordinator, application=application, reviewer=cast.reviewer)


def scored(application: Application, cast: Cast, points: int) -> Review:
    """Scored by the first reviewer: as many points for each criterion."""
    review = assigned(application, cast)
    reading = Reading(dict.fromkeys(criteria_of(review.rubric), points))
    return submit_review(by=cast.reviewer, review=review, reading=reading)


def seated(application: Application, cast: Cast) -> Installment:
    """A member with a seat, and the one part of their stipend, which is due."""
    decision = released(application, cast)
    make_offers(by=None)
    accepted(offer_of(application))
    make_agreements(by=None)
    return Installment.objects.get(agreement__decision=decision)


def approved(application: Application, cast: Cast) -> LedgerEntry:
    """A member whose stipend the first coordinator approved."""
    return approve_stipend(
        by=cast.coordinator, installment=seated(application, cast), despite=Caution
    )


def recorded(application: Application, cast: Cast, words: str = "As agreed") -> None:
    """Everything that staff may note of an application, in `words`, up to a request to erase it."""
    by, its = cast.coordinator, {"application": application}
    answer = Answer.objects.get(revision__application=application, question__key="why-join")
    redact_answer(by=by, answer=answer, kind="withheld", words=[], seen=0)
    check_residency(by=by, **its, status="verified", reason=words, seen=0)
    log_contact(
        by=by,
        **its,
        way="phone",
        outcome="spoke",
        topic="other",
        entry_key=uuid.uuid4(),
        happened_at=timezone.now(),
        note=words,
    )
    place_hold(by=by, **its, reason=words)
    lift_hold(by=by, **its)
    withdraw_for_applicant(by=by, **its, asker="applicant", way="phone", note=words)
    request_erasure(by=by, **its, asker="applicant", authorization=words)


def invited(cast: Cast, *roles: Role) -> Invitation:
    """Somebody new, invited as a clerk unless `roles` say otherwise."""
    number = next(_NUMBERS)
    return invite(
        by=cast.administrator,
        email=f"invited{number}@example.org",
        name=f"Invited {number}",
        roles=roles or [Role.CLERK],
    )
