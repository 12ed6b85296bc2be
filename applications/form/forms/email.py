"""Asking once about an e-mail address that is nearly a well-known one."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.form.forms.step_form import Hint, StepForm
from core import email_address

MEANT = "email-meant"  # the button that takes the address we asked about


class AsksAboutSlips(StepForm):
    """A form with an `email`: a likely slip, such as gmial.com, is asked about and not refused."""

    def clean_email(self) -> str:
        """The address; or the one we asked about, if its button was pressed."""
        email = self.cleaned_data["email"]
        meant = email_address.suggested_correction(email)
        return meant if meant and self.data.get(MEANT) == meant else email

    @classmethod
    def settled(cls, answers: Mapping[str, Any]) -> list[str]:
        """An e-mail address that is nearly a well-known one."""
        email = answers.get("email") or ""
        return [f"slip:{email}"] if email_address.suggested_correction(email) else []

    def hint_about(self, doubt: str) -> Hint:
        """Whether the address is right."""
        typed = doubt.removeprefix("slip:")
        # Translators: both are email addresses
        words = _("“%(typed)s” may have a typing error. Did you mean “%(meant)s”?")
        # Translators: of an email address
        advice = _("If it is wrong, change it. We write to this address.")
        # Translators: a button below: Did you mean another address?
        yes = _("My address is right")
        meant = email_address.suggested_correction(typed)
        question = words % {"typed": typed, "meant": meant}
        return Hint(doubt, question, advice, "email", yes, instead=(MEANT, meant))
