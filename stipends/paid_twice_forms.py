"""Forms about a check that clears after all beside another one, until one of them is back."""

from core.tax_numbers import SafeLineField
from stipends.fields import NumberField, past_day
from stipends.forms import LineForm


class SurfacedForm(LineForm):
    """Which check cleared after all, and when."""

    number = NumberField(
        label="Number of the check that cleared",
        max_length=40,
        error_messages={"required": "Enter the number on that check."},
    )
    day = past_day("Cleared on", "Enter the day the bank paid it.")


class GivenBackForm(LineForm):
    """When and how one of two payments came back."""

    day = past_day("On", "Enter the day it came back or was stopped.")
    reason = SafeLineField(
        label="How it came back",
        help_text="For example: the member paid it back; the second check was stopped.",
        max_length=200,
        error_messages={"required": "Say how it came back."},
    )
