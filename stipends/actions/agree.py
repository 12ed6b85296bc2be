"""Agree with members on what they receive: the whole, in parts, less, later, or nothing."""

import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from applications.enums import Outcome, Topic
from applications.records.actions.log_contact import log_contact
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from core.tax_numbers import refuse_tax_number
from selection.models import Acceptance, Seat
from selection.offers.actions.answer import Payee
from selection.offers.actions.whom_to_pay import note_whom_to_pay
from stipends.actions.approve import void_stipend
from stipends.emails import queue_news
from stipends.enums import (
    DECLINED,
    STIPEND_MOVES,
    BackDoubt,
    InstallmentKind,
    LessDoubt,
    StipendStatus,
)
from stipends.locking import refuse_doubts
from stipends.models import Agreement, Installment
from stipends.parts import Asked, Terms
from stipends.paying_back import slips_in_paying_back
from stipends.queries import installments, parts_of, standing_cents, without_agreement
from stipends.reducing import less_in


@action
def make_agreements(*, by: None) -> int:
    """For each accepted seat the call's stipend, whole and due at once. Two workers may do so."""
    return sum(_agree(seat) for seat in without_agreement())


def _agree(seat: Seat) -> bool:
    seat = Seat.objects.select_for_update(skip_locked=True, of=["self"]).filter(pk=seat.pk).first()
    if seat is None:
        return False
    decision = seat.offer.decision
    cents = decision.application.call.stipend_cents
    agreement = Agreement.objects.filter(decision=decision).first()
    if agreement is not None:  # from before there were seats
        agreement.seat = seat
        agreement.save()
        return False
    if cents == 0 or Agreement.objects.filter(seat=seat).exists():
        return False
    told = Acceptance.objects.filter(offer=seat.offer).first()
    with transaction.atomic():
        agreement = Agreement.objects.create(
            decision=decision,
            seat=seat,
            amount_cents=cents,
            notice_language=told.language if told else "",
            notice_at=told.at if told else None,
        )
        Installment.objects.create(
            agreement=agreement, number=1, amount_cents=cents, due_on=seat.since
        )
    queue_news(decision.application, parts_of(installments().filter(agreement=agreement)))
    return True


@action
def divide_agreement(
    *,
    by: User,
    agreement: Agreement,
    parts: Sequence[Terms],
    seen: Sequence[int],
    asked: Asked | None = None,
    despite: Collection[str] = tuple(LessDoubt),
) -> Agreement:
    """Other parts in the place of those about which the ledger has no line; the sum may change.

    What was voided can be agreed anew. `seen` are the ids of all parts that the page showed.
    `asked` goes into the log of contacts. Refused if there are others meanwhile, for more than the
    call's stipend, and for less or fewer parts unless `despite` says that somebody looked at that.
    """
    agreement = Agreement.objects.select_for_update(of=["self"]).get(pk=agreement.pk)
    there = list(agreement.installments.select_for_update().order_by("pk"))
    _refuse_unseen(agreement, seen)
    may_move(STIPEND_MOVES, None, StipendStatus.TO_APPROVE, by=by)
    open_ones = set(agreement.installments.filter(entries=None).values_list("pk", flat=True))
    stays = [each for each in there if each.pk not in open_ones or each.is_reimbursement]
    new = sum(each.amount_cents for each in parts)
    replaced = sum(each.amount_cents for each in there if each not in stays)
    if new > max(replaced, _room(agreement) + replaced):
        raise Refused("Together this is more than the call’s stipend.", "too_much")
    refuse_doubts(less_in(agreement, parts), despite)
    Installment.objects.filter(pk__in=open_ones - {each.pk for each in stays}).delete()
    last = max((each.number for each in stays), default=0)
    for number, part in enumerate(parts, last + 1):
        Installment.objects.create(agreement=agreement, number=number, **vars(part))
    agreement.amount_cents += new - replaced
    agreement.save()
    _log(by, agreement, asked)
    return agreement


def _room(agreement: Agreement) -> int:
    """How much of the call's stipend is not agreed, or was voided."""
    return agreement.decision.application.call.stipend_cents - standing_cents(agreement)


def _log(by: User | None, agreement: Agreement, asked: Asked | None) -> None:
    if asked:
        refuse_tax_number(asked.note, field="note")
        log_contact(
            by=by,
            application=agreement.decision.application,
            entry_key=uuid.uuid4(),
            way=asked.way,
            outcome=Outcome.THEY_WROTE,
            topic=Topic.OTHER,
            happened_at=timezone.now(),
            note=asked.note,
        )


def _refuse_unseen(agreement: Agreement, seen: Sequence[int] | None) -> None:
    there = agreement.installments.order_by("pk").values_list("pk", flat=True)
    if seen is not None and list(there) != sorted(seen):
        raise Refused("The parts were changed meanwhile. Look again.", "changed_parts")


@action
def decline_stipend(*, by: User | None, agreement: Agreement, asked: Asked | None = None) -> int:
    """Void every part that nobody has approved; how many. What is approved stays with finance.

    `asked` as above, of who told staff.
    """
    found = installments().filter(agreement=agreement, kind=InstallmentKind.STIPEND)
    waiting = list(found.filter(state=StipendStatus.TO_APPROVE).order_by("pk"))
    for part in waiting:
        void_stipend(by=by, installment=part, reason=DECLINED, seen=part.last_line)
    if waiting:
        _log(by, agreement, asked)
    return len(waiting)


@action
def pay_back(
    *,
    by: User,
    seat: Seat,
    kind: InstallmentKind,
    amount_cents: int,
    payee: Payee | None = None,
    seen: Sequence[int] | None = None,
    despite: Collection[str] = tuple(BackDoubt),
) -> Installment:
    """Something to be paid back to a member, due at once; it is approved and paid like a part.

    `seen` as in divide_agreement, so that a page that is sent again adds nothing twice. A member
    who wants no stipend gave no legal name: staff ask for it, and give it as `payee`. Refused where
    nobody knows whom to pay, and for what may be a slip that is not in `despite`.
    """
    seat = Seat.objects.select_for_update(of=["self"]).select_related("offer").get(pk=seat.pk)
    may_move(STIPEND_MOVES, None, StipendStatus.TO_APPROVE, by=by)
    if payee:
        note_whom_to_pay(by=by, offer=seat.offer, legal_name=payee.legal_name, pay_by=payee.pay_by)
    if not Acceptance.objects.filter(offer=seat.offer, erased_at=None).exists():
        message = "Nobody knows whom to pay: ask for their legal name and how to pay them first."
        raise Refused(message, "no_payee")
    agreement = Agreement.objects.filter(decision=seat.offer.decision_id).first()
    if agreement is None:
        agreement = Agreement.objects.create(
            decision_id=seat.offer.decision_id, seat=seat, amount_cents=0
        )
    _refuse_unseen(agreement, seen)
    refuse_doubts(slips_in_paying_back(seat, kind, amount_cents), despite)
    last = agreement.installments.order_by("-number").first()
    return Installment.objects.create(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        kind=kind,
        amount_cents=amount_cents,
        due_on=timezone.localdate(),
    )
