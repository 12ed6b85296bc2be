"""The answer to an application, on the applicant's own status page."""

from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.enums import ApplicationStatus
from applications.form.timeline import READING, Step
from applications.models import Application
from selection.enums import OfferStatus, Outcome, PayBy
from selection.models import Decision, Offer
from selection.offers.queries import payee_of
from selection.queries import decision_of

register = template.Library()


@dataclass(frozen=True)
class OwnAnswer:
    """What is released about somebody, and their offer."""

    decision: Decision
    offer: Offer | None

    @property
    def is_open(self) -> bool:
        """Whether an offer waits for their answer."""
        return self.offer is not None and self.offer.status == OfferStatus.OPEN

    @property
    def lacks_address(self) -> bool:
        """Whether a check is to be mailed to who gave no address: it would go nowhere."""
        payee = payee_of(self.offer) if self.offer else None
        return payee is not None and payee.pay_by == PayBy.MAIL and not payee.address

    @property
    def is_reserve(self) -> bool:
        """Whether they may be asked later."""
        return self.decision.outcome == Outcome.RESERVE

    @property
    def is_not_chosen(self) -> bool:
        """Whether no seat is offered to them."""
        return self.decision.outcome in (Outcome.NOT_CHOSEN, Outcome.NOT_ELIGIBLE)


@register.simple_tag
def own_answer(application: Application) -> OwnAnswer | None:
    """None until something is released, and for a member until the offer is made."""
    if application.status != ApplicationStatus.RECEIVED:
        return None
    decision = decision_of(application)
    if decision is None:
        return None
    offer = Offer.objects.filter(decision=decision).first()
    if decision.outcome == Outcome.MEMBER and offer is None:
        return None
    return OwnAnswer(decision, offer)


@register.simple_tag
def answered_steps(steps: list[Step], answer: OwnAnswer | None) -> list[Step]:
    """The timeline with what is done by now: all up to our answer, which stands with its day."""
    if answer is None:
        return steps
    known: list[Any] = [step for step in steps if step.what == READING]
    first = steps.index(known[0]) if known else 0
    done = [replace(step, is_done=True, is_now=False) for step in steps[: first + 2]]
    words = _("We offered you a seat in the group.") if answer.offer else _("You have our answer.")
    released_on = timezone.localdate(answer.decision.release.released_at)
    said = Step(words, day=released_on, is_done=not answer.is_open, is_now=answer.is_open)
    return [*done, said, *steps[first + 3 :]]
