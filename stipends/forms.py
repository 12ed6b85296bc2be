"""How a stipend was paid."""

from django import forms
from django.utils import timezone

from core.form_fields import DayField, LineField
from core.staff_forms import StaffForm
from stipends.enums import Method


class PaymentForm(StaffForm):
    """Method, number and date of one payment."""

    method = forms.ChoiceField(label="Method", choices=Method)
    number = LineField(
        label="Check or voucher number",
        max_length=40,
        error_messages={"required": "Enter the number on the check or voucher."},
    )
    paid_on = DayField(
        label="Paid on",
        past=True,
        initial=timezone.localdate,
        error_messages={
            "required": "Enter the date on the check or voucher.",
            "future": "This is in the future. Enter the day it was paid.",
        },
    )
