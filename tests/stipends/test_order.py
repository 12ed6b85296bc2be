"""Who waits longest: since a part of theirs is due, not since there is an agreement."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stipends.actions.agree import divide_agreement
from stipends.actions.approve import reopen_stipend, void_stipend
from stipends.models import Installment
from stipends.parts import Terms
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.story import seated


def due(part: Installment, cast, days: int) -> Installment:
    """The same, due since so many days."""
    terms = Terms(part.amount_cents, due_on=timezone.localdate() - timedelta(days=days))
    agreement = divide_agreement(
        by=cast.coordinator, agreement=part.agreement, parts=[terms], seen=[part.pk]
    )
    return agreement.installments.get()


@pytest.mark.django_db
def test_what_became_due_first_waits_longest_and_stands_first(call, cast) -> None:
    coordinator = signed_in(cast.coordinator)
    opened_again = due(seated(apply(call), cast), cast, 9)
    void_stipend(by=cast.coordinator, installment=opened_again, reason="A slip.")
    reopen_stipend(by=cast.coordinator, installment=opened_again, reason="It was none.")
    parts = [due(seated(apply(call), cast), cast, days) for days in (2, 5)]
    by_wait = [part.agreement.decision.application.reference for part in reversed(parts)]
    by_wait.append(opened_again.agreement.decision.application.reference)
    page = coordinator.get("/staff/").content.decode()
    assert f"{by_wait[0]} waits longest: 5 days." in page
    table = coordinator.get("/staff/stipends/").context["to_approve"]
    assert [part.application.reference for part in table] == by_wait
