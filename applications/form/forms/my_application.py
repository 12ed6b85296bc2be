"""Forms for returning applicants: reference with private code, and the address for a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.form import codes
from applications.form.forms.email import SuggestsEmailForm
from applications.form.forms.step_form import StepForm
from core.form_fields import EmailField, LineField

_AS_WRITTEN = {
    "dir": "ltr",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


class FindForm(StepForm):
    """Reference and private code; the reference is cleaned to its stored form."""

    hide_optional = True
    summary_anchor = "id_reference"

    reference = LineField(
        # Translators: the number of an application, such as CDG-7K2M-9QXA
        label=_("Reference"),
        help_text=_("Capital or small letters, with or without dashes: all is fine."),
        max_length=40,
        widget=forms.TextInput(attrs=_AS_WRITTEN),
        error_messages={"required": _("Enter your reference.")},
    )
    code = LineField(
        # Translators: given to the applicant by us, not chosen
        label=_("Private code"),
        max_length=40,
        widget=forms.TextInput(attrs=_AS_WRITTEN),
        error_messages={"required": _("Enter your private code.")},
    )

    def clean(self) -> dict[str, Any]:
        """Also where each stands in the other's box."""
        cleaned, prefix = super().clean(), self.call.reference_prefix
        reference, code = cleaned.get("reference", ""), cleaned.get("code", "")
        if codes.are_swapped(reference, code, prefix):
            reference, code = code, reference
        return {"reference": codes.read_reference(reference, prefix), "code": code}


class EmailForm(SuggestsEmailForm):
    """Where to send a link."""

    hide_optional = True

    email = EmailField(
        # Translators: a field of the form
        label=_("Email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"required": _("Enter an email address.")},
    )
