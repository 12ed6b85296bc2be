"""What finance notes of a payee: that a tax form came, and their own number for them."""

import re
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.actions import Refused, action
from core.models import User
from core.permissions import Permission
from core.tax_numbers import WORDS, refuse_tax_number
from stipends.enums import TaxForm
from stipends.models import Agreement
from stipends.models.agreement import TAX_NUMBER


@action
def note_payee(
    *,
    by: User,
    agreement: Agreement,
    tax_form: TaxForm,
    tax_form_on: date | None,
    payee_number: str,
) -> Agreement:
    """Which form came and when, never what stands on it; and their number in finance's system.

    Refused for another payee's number of this call, and for one that is written like a Social
    Security number.
    """
    if not by.may(Permission.PAY_STIPENDS):
        raise PermissionDenied
    agreement = Agreement.objects.select_for_update(of=["self"]).get(pk=agreement.pk)
    if tax_form == TaxForm.NONE:
        tax_form_on = None
    elif tax_form_on is None:
        raise Refused("Enter the day it came.", "no_day", field="tax_form_on")
    elif tax_form_on > timezone.localdate():
        raise Refused("This is in the future.", "in_future", field="tax_form_on")
    payee_number = payee_number.strip()
    _refuse_number(agreement, payee_number)
    agreement.tax_form, agreement.tax_form_on = tax_form, tax_form_on
    agreement.payee_number = payee_number
    agreement.save()
    return agreement


def _refuse_number(agreement: Agreement, number: str) -> None:
    refuse_tax_number(number, field="payee_number")
    if re.match(TAX_NUMBER, number):  # also with one dash of two
        raise Refused(WORDS, "tax_number", field="payee_number")
    application = agreement.decision.application
    others = Agreement.objects.filter(decision__application__call=application.call_id)
    others = others.exclude(decision__application=application)
    if number and (other := others.filter(payee_number__iexact=number).first()):
        message = f"{other.decision.application} has this number."
        raise Refused(message, "taken", field="payee_number")
