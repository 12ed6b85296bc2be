"""How a stipend was paid."""

from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from core.form_fields import LineField
from stipends.enums import Method


class PaymentForm(forms.Form):
    """Method, number and date of one payment."""

    method = forms.ChoiceField(label="Method", choices=Method)
    number = LineField(
        label="Check or voucher number",
        max_length=40,
        error_messages={"required": "Enter the number on the check or voucher."},
    )
    paid_on = forms.DateField(
        label="Paid on",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the date on the check or voucher."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_paid_on(self) -> date:
        paid_on = self.cleaned_data["paid_on"]
        if paid_on > timezone.localdate():
            raise forms.ValidationError("This is in the future. Enter the day it was paid.")
        return paid_on
