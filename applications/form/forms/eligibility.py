"""The first step: who can apply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.enums import Resident, YesNo
from applications.form.forms.step_form import StepForm


def why_ineligible(answers: Mapping[str, Any]) -> str:
    """The answer of the first step that rules out applying; "" if none does."""
    ruled_out = {"lives_in_city": Resident.NO, "is_of_age": YesNo.NO}
    return next((name for name, no in ruled_out.items() if answers.get(name) == no), "")


class EligibilityForm(StepForm):
    """Can you apply? "No" leads to a page that explains, not to an error."""

    has_trap = True

    lives_in_city = forms.ChoiceField(
        choices=Resident,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer, so that we know if you can apply.")},
    )

    def build(self) -> None:
        city = {"city": self.call.city}
        self.fields["lives_in_city"].label = _("Do you live in %(city)s?") % city
        self.fields["lives_in_city"].help_text = (
            _("If you stay in %(city)s without a fixed place to live, you do live in %(city)s.")
            % city
        )
        if self.call.minimum_age:
            # Translators: %(age)s is a number of years.
            label = _("Are you %(age)s or older?") % {"age": self.call.minimum_age}
            self.fields["is_of_age"] = self._yes_or_no(label)
        if self.call.asks_city_employment:
            # Translators: the City is the employer: its offices and departments.
            label = _("Do you work for the City of %(city)s?") % city
            self.fields["works_for_city"] = self._yes_or_no(label)

    @staticmethod
    def _yes_or_no(label: str) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=label,
            choices=YesNo,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one answer.")},
        )
