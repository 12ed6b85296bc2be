"""How a stipend was paid."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from core.form_fields import DayField, LineField
from stipends.enums import Method


class PaymentForm(forms.Form):
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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
