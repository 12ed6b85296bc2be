"""Fields of the forms about money: amounts, days, and the numbers on checks."""

from typing import Any

from django import forms
from django.utils import timezone

from core.form_fields import DayField, LineField
from core.reading.amounts import cents_in, two_readings
from stipends.check_numbers import fault_of

MOST_DOLLARS = 100_000


class AmountField(LineField):
    """Dollars as people write them, such as $1,200 or 600.50; cents for the action."""

    def to_python(self, value: Any) -> int | None:
        written = super().to_python(value).strip()
        if not written:
            return None
        cents = cents_in(written)
        if cents is None and (ways := two_readings(written)):
            raise forms.ValidationError(
                f"This can be read in two ways. Write {ways}.", code="ambiguous"
            )
        if cents is None:
            raise forms.ValidationError("Enter an amount such as 600 or $600.50.", code="invalid")
        if not 0 < cents <= MOST_DOLLARS * 100:
            raise forms.ValidationError(
                f"Enter an amount from 0.01 to {MOST_DOLLARS:,} dollars.", code="range"
            )
        return cents

    def validate(self, value: int | None) -> None:
        """Cents have no length."""
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")


def past_day(label: str, asks: str) -> DayField:
    """Today or a day before; `asks` is the sentence that asks for it."""
    return DayField(
        label=label,
        past=True,
        initial=timezone.localdate,
        error_messages={"required": asks, "future": f"This is in the future. {asks}"},
    )


class NumberField(LineField):
    """The number on a check or voucher."""

    def validate(self, value: str) -> None:
        """The rules of every line, and that a check can have it."""
        super().validate(value)
        if fault := fault_of(value):
            raise forms.ValidationError(fault, code="no_number")
