"""Forms about agreements and payments. Each carries the last ledger line that its page showed."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models

from applications.enums import ContactMethod
from core.actions import CHANGED_MEANWHILE
from core.form_fields import DayField
from core.staff_forms import SeenForm, StaffForm
from core.tax_numbers import SafeLineField
from selection.offers.forms import NAME_LENGTH, WAYS_TO_PAY
from stipends.enums import REIMBURSEMENTS, BackDoubt, Cause, Doubt, LessDoubt, Method, TaxForm
from stipends.fields import AmountField, NumberField, past_day
from stipends.parts import Asked, Terms

MOST_PARTS = 6
_CHOOSE = ("", "Choose one")


class AskingForm(StaffForm):
    """What may be a slip is asked about, with a tick for each doubt."""

    doubts: ClassVar[type[models.TextChoices]]

    despite = forms.MultipleChoiceField(
        label="Please look again", required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["despite"].choices = self.doubts.choices

    def ask(self, slips: Mapping[Any, str]) -> None:
        """Show a tick for each of these, and what it is about until it is ticked."""
        if not slips:
            return
        field = self.fields["despite"]
        field.widget = forms.CheckboxSelectMultiple()
        field.choices = [(doubt.value, doubt.label) for doubt in slips]
        looked_at = self.cleaned_data.get("despite", ())
        if words := [said for doubt, said in slips.items() if doubt not in looked_at]:
            self.add_error("despite", f"{' '.join(words)} Is that right?")


class LineForm(StaffForm, SeenForm):
    """A line of the ledger. Nobody writes one about a part that went on meanwhile."""

    follows = False

    @property
    def is_outdated(self) -> bool:
        """Whether it is refused until its page is opened anew."""
        return self.has_error(NON_FIELD_ERRORS, CHANGED_MEANWHILE)


class PaymentForm(LineForm):
    """Method, number and date of one payment."""

    method = forms.ChoiceField(label="Method", choices=Method)
    number = NumberField(
        label="Check or voucher number",
        max_length=40,
        error_messages={"required": "Enter the number on the check or voucher."},
    )
    day = past_day("Date on it", "Enter the date on the check or voucher.")


class PayForm(AskingForm, PaymentForm):
    """A payment to record."""

    doubts = Doubt


class CorrectForm(AskingForm, PaymentForm):
    """What it was in truth, and what was wrong."""

    field_order = ("seen", "method", "number", "day", "reason", "despite")
    doubts = Doubt

    reason = SafeLineField(
        label="What was wrong",
        max_length=200,
        error_messages={"required": "Say what was wrong."},
    )


class ClearForm(LineForm):
    """When the bank paid it."""

    day = past_day("Cleared on", "Enter the day the bank paid it.")


class ReturnForm(LineForm):
    """Why money did not arrive, and since when finance knows."""

    cause = forms.ChoiceField(label="What happened", choices=[_CHOOSE, *Cause.choices])
    day = past_day("On", "Enter the day it came back or was stopped.")
    stopped_on = DayField(
        label="If it was lost: the bank stopped payment of it on",
        help_text="A lost check can still be cashed. Have the bank stop it first.",
        past=True,
        required=False,
    )


class WhyForm(LineForm):
    """Why a part is voided, or opened again."""

    reason = SafeLineField(
        label="Why",
        help_text="It stands in the ledger for good. Nothing about health or family.",
        max_length=200,
        error_messages={"required": "Say why."},
    )


class PayeeForm(StaffForm):
    """What finance notes of a payee."""

    tax_form = forms.ChoiceField(label="Tax form", choices=TaxForm)
    tax_form_on = DayField(label="Came on (optional)", past=True, required=False)
    payee_number = SafeLineField(
        label="Payee number in your system (optional)",
        help_text="Never a Social Security number, a tax number or a bank account.",
        required=False,
        max_length=20,
    )


class SeenPartsForm(StaffForm):
    """Carries the parts that its page showed, so that nothing is added to others."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def is_outdated(self) -> bool:
        """Whether it is refused until its page is opened anew."""
        return self.has_error(NON_FIELD_ERRORS, "changed_parts")

    def seen_parts(self) -> list[int]:
        """Their ids."""
        return [int(each) for each in self.cleaned_data["seen"].split() if each.isdigit()]


class PayBackForm(AskingForm, SeenPartsForm):
    """Something to be paid back to a member."""

    field_order = ("seen", "kind", "amount_cents", "despite")
    doubts = BackDoubt

    kind = forms.ChoiceField(
        label="For what", choices=[_CHOOSE, *((each.value, each.label) for each in REIMBURSEMENTS)]
    )
    amount_cents = AmountField(
        label="How much in all, in dollars",
        help_text="The whole sum on the receipt, not how much a meeting or an hour.",
        max_length=20,
        error_messages={"required": "Enter the amount on the receipt."},
    )


class FirstPayBackForm(PayBackForm):
    """The same, and whom to pay, for a member who wants no stipend and gave no legal name."""

    field_order = ("seen", "legal_name", "pay_by", "kind", "amount_cents", "despite")

    legal_name = SafeLineField(
        label="Legal name",
        help_text="As on their papers, in any script.",
        max_length=NAME_LENGTH,
        error_messages={"required": "Ask for the legal name."},
    )
    pay_by = forms.ChoiceField(label="How to pay them", choices=[_CHOOSE, *WAYS_TO_PAY])


class MoreMoneyForm(StaffForm):
    """More than the seats times the stipend."""

    amount_cents = AmountField(
        label="How much more, in dollars",
        max_length=20,
        error_messages={"required": "Enter how much more."},
    )
    reason = SafeLineField(
        label="Why",
        help_text="The second person reads it, and it stands on record.",
        max_length=200,
        error_messages={"required": "Say why."},
    )


class AskedForm(StaffForm):
    """How a member told us what they want, and what was said."""

    way = forms.ChoiceField(
        label="How they told us", choices=[_CHOOSE, *ContactMethod.choices], required=True
    )
    note = SafeLineField(
        label="What was said",
        help_text="Only what a colleague needs next. Nothing about health or family.",
        max_length=280,
        error_messages={"required": "Say in a few words what was said."},
    )

    def asked(self) -> Asked | None:
        """None where nobody asked for it."""
        way, note = self.cleaned_data.get("way"), self.cleaned_data.get("note", "")
        return Asked(ContactMethod(way), note) if way else None


class PartsForm(AskingForm, SeenPartsForm, AskedForm):
    """The parts that nobody has approved, each with an amount and when it is due.

    The member may have asked for it; a coordinator may also do so as it was planned.
    """

    doubts = LessDoubt

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way, note = self.fields["way"], self.fields["note"]
        way.required = note.required = False
        way.label, note.label = "If the member asked for it: how", "What they said"
        way.choices = [("", "Nobody asked: so it was planned"), *ContactMethod.choices]
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"amount_{number}"] = AmountField(
                label=f"New part {number}: dollars", required=False, max_length=20
            )
            self.fields[f"due_on_{number}"] = DayField(label="Due on", required=False)
            self.fields[f"meetings_{number}"] = forms.IntegerField(
                label="or after so many meetings attended",
                required=False,
                min_value=1,
                max_value=99,
            )

    @property
    def who_asked(self) -> list[forms.BoundField]:
        """The boxes below the parts."""
        return [self["way"], self["note"]]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The boxes of the parts there are and of one more, at least of two."""
        return self._all_rows[: self._shown]

    @property
    def more_rows(self) -> list[list[forms.BoundField]]:
        """Those of the others, which are empty."""
        return self._all_rows[self._shown :]

    @property
    def _shown(self) -> int:
        filled = [any(box.value() for box in row) for row in self._all_rows]
        last = max((number for number, is_it in enumerate(filled, 1) if is_it), default=0)
        return max(2, last + 1)

    @cached_property
    def _all_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{number}"] for name in ("amount", "due_on", "meetings")]
            for number in range(1, MOST_PARTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("way") and not cleaned.get("note"):
            self.add_error("note", "Say in a few words what was said.")
        if cleaned.get("note") and not cleaned.get("way"):
            self.add_error("way", "Say how they told us.")
        for number in range(1, MOST_PARTS + 1):
            amount, day, meetings = self._row(number)
            if amount and not day and not meetings:
                self.add_error(
                    f"due_on_{number}", "Say when it is due: a day, or so many meetings."
                )
            elif amount and day and meetings:
                self.add_error(f"meetings_{number}", "Choose one: a day, or so many meetings.")
            elif not amount and (day or meetings) and f"amount_{number}" not in self.errors:
                self.add_error(f"amount_{number}", "Enter the amount, or empty the whole row.")
        return cleaned

    def terms(self) -> list[Terms]:
        """What was typed, row by row."""
        rows = (self._row(number) for number in range(1, MOST_PARTS + 1))
        return [Terms(amount, day, meetings) for amount, day, meetings in rows if amount]

    def _row(self, number: int) -> tuple[Any, ...]:
        names = (f"amount_{number}", f"due_on_{number}", f"meetings_{number}")
        return tuple(self.cleaned_data.get(name) for name in names)
