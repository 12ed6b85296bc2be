"""More money than a call’s seats times its stipend: two people agree to it, with a reason."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.permissions import Permission
from core.tax_numbers import refuse_tax_number
from stipends.models import BudgetIncrease


@action
def ask_for_more(*, by: User, call: Call, amount_cents: int, reason: str) -> BudgetIncrease:
    """Ask for so much more; it counts once somebody else agrees. Refused while a request waits."""
    if not by.may(Permission.APPROVE_STIPENDS):
        raise PermissionDenied
    call = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if not reason.strip():
        raise Refused("Say why. A second person reads it.", "no_reason", field="reason")
    refuse_tax_number(reason, field="reason")
    if BudgetIncrease.objects.filter(call=call, agreed_by=None).exists():
        raise Refused("A request waits already for a second person.", "waits")
    return BudgetIncrease.objects.create(
        call=call, amount_cents=amount_cents, reason=reason.strip(), asked_by=by
    )


@action
def agree_to_more(*, by: User, increase: BudgetIncrease) -> BudgetIncrease:
    """The second person agrees. Refused to whoever asked; ChangedMeanwhile if it is gone."""
    increase = _open(by, increase)
    if increase.asked_by_id == by.pk:
        raise Refused("You asked for it: somebody else agrees.", "own_request")
    increase.agreed_by, increase.agreed_at = by, timezone.now()
    increase.save()
    return increase


@action
def drop_request(*, by: User, increase: BudgetIncrease) -> None:
    """Take a request back that nobody has agreed to; the history keeps it."""
    _open(by, increase).delete()


def _open(by: User, increase: BudgetIncrease) -> BudgetIncrease:
    if not by.may(Permission.APPROVE_STIPENDS):
        raise PermissionDenied
    waiting = BudgetIncrease.objects.select_for_update(of=["self"])
    found = waiting.filter(pk=increase.pk, agreed_by=None).first()
    if found is None:
        raise ChangedMeanwhile("Somebody agreed to it or took it back meanwhile.")
    return found
