"""The steps about the person: eligibility, contact, support."""

import re
from typing import Any, ClassVar

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications import definition
from applications.enums import ContactWay, Resident
from applications.forms.step_form import StepForm
from core import languages
from core.form_fields import EmailField, LineField, TextField

NAME_LENGTH = 160
FEWEST_PHONE_DIGITS = 7


class EligibilityForm(StepForm):
    """Can you apply? "No" leads to a kind page, not to an error."""

    has_trap = True

    lives_in_city = forms.ChoiceField(
        choices=Resident,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer, so that we know if you can apply.")},
    )

    def build(self) -> None:
        self.fields["lives_in_city"].label = _("Do you live in %(city)s?") % {
            "city": self.call.city
        }


class ContactForm(StepForm):
    """Your name and how to reach you: one name and one way suffice."""

    hide_optional = True
    alternatives: ClassVar = {
        "chosen_name": ("chosen_name", "full_name"),
        "email": ("email", "phone", "post_address", "wants_pick_up", "trusted_contact"),
    }
    groups = (
        # Translators: a heading inside the form
        Fieldset(_("Your name"), "chosen_name", "full_name"),
        # Translators: a heading: how we may reach the reader
        Fieldset(_("By email"), "email"),
        # Translators: a heading: how we may reach the reader
        Fieldset(_("By phone"), "phone", "may_text", "may_leave_voicemail"),
        Fieldset(
            _("By mail, or in person"), "post_address", "wants_plain_envelope", "wants_pick_up"
        ),
        Fieldset(_("Through somebody you trust"), "trusted_contact"),
        Fieldset(_("What is best for you"), "preferred_way"),
    )

    chosen_name = LineField(
        label=_("What should we call you?"),
        help_text=_("The name you want us to use."),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    full_name = LineField(
        label=_("Your full name, if it is different"),
        help_text=_("Write it as you always do, in any script."),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailField(
        label=_("Email address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    phone = LineField(
        # Translators: a field of the form
        label=_("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    may_text = forms.BooleanField(label=_("You may send me text messages"), required=False)
    may_leave_voicemail = forms.BooleanField(label=_("You may leave a voicemail"), required=False)
    post_address = TextField(
        # Translators: a field of the form: an address for letters
        label=_("Mailing address"),
        help_text=_("The address as it should stand on the envelope."),
        required=False,
        max_length=400,
        rows=3,
        widget=forms.Textarea(attrs={"autocomplete": "street-address"}),
    )
    wants_plain_envelope = forms.BooleanField(
        label=_("Use a plain envelope that does not say what the letter is about"), required=False
    )
    wants_pick_up = forms.BooleanField(
        label=_("I will pick up letters at the counter"), required=False
    )
    trusted_contact = TextField(
        # Translators: somebody through whom we reach the applicant
        label=_("A person or organization we may contact for you"),
        help_text=_("Their name, and their phone, email or address."),
        required=False,
        max_length=400,
        rows=3,
    )
    preferred_way = forms.ChoiceField(
        label=_("How should we contact you first?"),
        # Translators: the answer “any way is fine” to: How should we contact you first?
        choices=[("", _("No preference")), *ContactWay.choices],
        required=False,
    )

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        is_short = phone and len(re.sub(r"\D", "", phone)) < FEWEST_PHONE_DIGITS
        if is_short and "phone" not in self.as_written:
            raise forms.ValidationError(
                _("Check the phone number. Write all its digits, with the area code.")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self._has_any(given, "chosen_name") and not self._has_error("name"):
            self._miss("chosen_name", _("Tell us what to call you."))
        ways = self.alternatives["email"]
        if not self._has_any(given, "email") and not self._has_error(*ways):
            self._miss(
                "email",
                _("Give us one way to reach you: email, phone, mail, pick-up or a person."),
            )
        return given

    def _has_any(self, given: dict[str, Any], name: str) -> bool:
        return name in self.may_lack or any(given.get(way) for way in self.alternatives[name])

    def _miss(self, name: str, words: str) -> None:
        self.add_error(name, forms.ValidationError(words, code="required"))

    def _has_error(self, *endings: str) -> bool:
        """Whether a field is wrong already, so that nobody is told twice."""
        return any(name.endswith(endings) for name in self.errors)


class SupportForm(StepForm):
    """Languages, and the help that makes taking part possible."""

    reads = forms.ChoiceField(
        label=_("Which language should we write to you in?"), choices=languages.as_choices
    )
    speaks = forms.ChoiceField(
        label=_("Which language do you like to speak?"),
        required=False,
    )
    # Translators: a field: a language that is not in the list above
    speaks_other = LineField(label=_("Another language"), required=False)
    needs_interpreter = forms.BooleanField(
        label=_("I want an interpreter at meetings. It is free."), required=False
    )
    accommodation = TextField(
        label=_("Do you need anything because of a disability or health condition?"),
        help_text=_("For example: step-free access, large print, breaks, captions."),
        required=False,
        max_length=1000,
        rows=3,
    )
    needs_childcare = forms.BooleanField(
        label=_("I need help with childcare to take part"), required=False
    )
    needs_transport = forms.BooleanField(label=_("I need help with getting there"), required=False)

    def build(self) -> None:
        spoken = [(code, each.endonym) for code, each in definition.city().spoken.items()]
        self.fields["speaks"].choices = [("", _("Choose one")), *spoken]
        self.initial.setdefault("reads", get_language())
