"""Asks once about an e-mail address that looks mistyped."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.form.forms.step_form import Hint, StepForm
from core import email_address

SUGGESTED = "email-meant"  # the button that accepts the suggested address


class SuggestsEmailForm(StepForm):
    """A form with an `email`; asks about a likely typing error such as gmial.com."""

    def clean_email(self) -> str:
        """The address, or the suggested one if its button was pressed."""
        email = self.cleaned_data["email"]
        suggested = email_address.suggested_correction(email)
        return suggested if suggested and self.data.get(SUGGESTED) == suggested else email

    @classmethod
    def doubts_in(cls, answers: Mapping[str, Any]) -> list[str]:
        """An address that is almost a well-known one."""
        email = answers.get("email") or ""
        return [f"slip:{email}"] if email_address.suggested_correction(email) else []

    def hint_about(self, doubt: str) -> Hint:
        """Ask whether the address is right."""
        typed = doubt.removeprefix("slip:")
        # Translators: both are email addresses
        words = _("“%(typed)s” may have a typing error. Did you mean “%(meant)s”?")
        # Translators: of an email address
        advice = _("If it is wrong, change it. We write to this address.")
        # Translators: a button below: Did you mean another address?
        yes = _("My address is right")
        suggested = email_address.suggested_correction(typed)
        question = words % {"typed": typed, "meant": suggested}
        return Hint(doubt, question, advice, "email", yes, instead=(SUGGESTED, suggested))
