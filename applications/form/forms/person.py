"""The steps about contact details, and languages and support."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications.enums import ContactWay
from applications.form import site_cache
from applications.form.forms.email import SuggestsEmailForm
from applications.form.forms.layout import WaysToReach
from applications.form.forms.step_form import Hint, StepForm
from applications.models.contact import WAYS
from core import languages
from core.form_fields import EmailField, LineField, TextField
from core.form_layout import Question

NAME_LENGTH = 128
# With the area code; numbers of other countries, after a plus, may have fewer.
FEWEST_PHONE_DIGITS, FEWEST_AFTER_PLUS = 10, 7
UNREACHABLE = "unreachable:trusted_contact"


class ContactForm(SuggestsEmailForm):
    """Your name and how to reach you: one name and one way are enough.

    The web form has a checkbox for each way, and saves only checked ones. The clerk's form and
    the paper have only the fields: what is filled in counts.
    """

    hide_optional = True
    alternatives: ClassVar = {
        "chosen_name": ("chosen_name", "full_name"),
        "email": tuple(names[0] for names in WAYS.values()),
    }
    groups = (
        # Translators: a heading inside the form
        Question(_("Your name"), "chosen_name", "full_name"),
        WaysToReach(
            _("How should we reach you?"),
            *(name for names in WAYS.values() for name in names),
            "preferred_way",
            hint=_(
                "One way to reach you is enough. Fill in only what you want to share. "
                "For a person or organization, add their phone, email or address."
            ),
        ),
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
    ways = forms.MultipleChoiceField(
        label=_("How should we reach you?"),
        help_text=_("One way is enough. You can choose more."),
        choices=ContactWay,
        required=False,
        widget=forms.CheckboxSelectMultiple,
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
        choices=ContactWay,
        required=False,
        widget=forms.RadioSelect,
    )

    def build(self) -> None:
        if self.prefix:
            del self.fields["ways"]
            # Translators: the answer “any way is fine” to: How should we contact you first?
            choices = [("", _("No preference")), *ContactWay.choices]
            self.fields["preferred_way"].widget = forms.Select()
            self.fields["preferred_way"].choices = choices
        else:
            del self.fields["wants_pick_up"]

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        fewest = FEWEST_AFTER_PLUS if phone.startswith("+") else FEWEST_PHONE_DIGITS
        is_short = phone and len(re.sub(r"\D", "", phone)) < fewest
        if is_short and "phone" not in self.as_written:
            raise forms.ValidationError(
                _("Check the phone number. Write all its digits, with the area code.")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "ways" in self.fields:
            self._keep_ticked(cleaned)
        if not self._has_any(cleaned, "chosen_name") and not self._has_error("name"):
            self._add_required_error("chosen_name", _("Tell us what to call you."))
        ways = self.alternatives["email"]
        if not self._has_any(cleaned, "email") and not self._has_error("ways", *ways):
            self._add_required_error(
                "ways" if "ways" in self.fields else "email",
                _("Give us one way to reach you: email, phone, mail, pick-up or a person."),
            )
        return cleaned

    @classmethod
    def doubts_in(cls, answers: Mapping[str, Any]) -> list[str]:
        """A likely typing error, and somebody to contact without a way to reach them."""
        trusted = answers.get("trusted_contact") or ""
        can_be_reached = "@" in trusted or any(map(str.isdigit, trusted))
        return super().doubts_in(answers) + [UNREACHABLE] * (bool(trusted) and not can_be_reached)

    def doubts(self) -> list[str]:
        """Those, and ways that are filled in or preferred but not ticked."""
        doubts = super().doubts()
        if "ways" in self.fields:
            doubts += [f"unticked:{way}" for way in self._unticked() if self._fills(way)]
        return doubts

    def hint_about(self, doubt: str) -> Hint:
        """Ask about an address, somebody to contact, or an unticked way."""
        kind, _colon, about = doubt.partition(":")
        if kind == "unticked":
            return self._unticked_hint(doubt, about)
        if doubt == UNREACHABLE:
            return self._unreachable_hint()
        return super().hint_about(doubt)

    @staticmethod
    def _unreachable_hint() -> Hint:
        # Translators: about the person or organization that we may contact for the applicant
        question = _("Can we reach this person or organization with what you wrote?")
        # Translators: below the question: Can we reach this person or organization?
        advice = _("If not, add a phone number, an email or an address.")
        return Hint(UNREACHABLE, question, advice, "trusted_contact")

    def _unticked_hint(self, doubt: str, about: str) -> Hint:
        way = ContactWay(about)
        if self._has_typed(way):
            # Translators: on the page of the contact details; %(way)s is one of the ways to tick,
            # such as Email.
            words = _("You filled in “%(way)s”, but you did not tick it. May we leave it out?")
        else:
            # Translators: on the page of the contact details; %(way)s is one of the ways to tick,
            # such as Email.
            words = _(
                "You asked us to try “%(way)s” first, but you did not tick it. May we leave it out?"
            )
        # Translators: below the question whether we may leave it out; %(way)s is one of the ways
        # to tick, such as Email.
        advice = _("If we should use it, tick “%(way)s”.")
        # Translators: a button below: May we leave it out?
        yes = _("Yes, leave it out")
        values = {"way": way.label}
        return Hint(doubt, words % values, advice % values, "ways_0", yes)

    def _keep_ticked(self, cleaned: dict[str, Any]) -> None:
        """Drop the fields of ways that are not ticked, with their errors.

        If none is ticked, ways that are filled in count: a browser that cannot open fields by a
        checkbox shows them all.
        """
        cleaned["ways"] = cleaned.get("ways") or [way for way in WAYS if self._has_typed(way)]
        for way, names in WAYS.items():
            if way not in cleaned["ways"]:
                for name in names:
                    self.errors.pop(name, None)
                    cleaned[name] = False if name.startswith(("may_", "wants_")) else ""
            elif way != ContactWay.PICK_UP and not cleaned.get(names[0], "error"):
                # Translators: an error beside an empty field; %(way)s is the way that was ticked,
                # such as Email.
                words = _("You ticked “%(way)s”. Fill this in, or take the tick away.")
                self._add_required_error(names[0], words % {"way": way.label})
        cleaned["wants_pick_up"] = ContactWay.PICK_UP in cleaned["ways"]
        if cleaned.get("preferred_way") not in cleaned["ways"]:
            cleaned["preferred_way"] = ""

    def _unticked(self) -> list[ContactWay]:
        return [way for way in WAYS if way not in self.cleaned_data.get("ways", ())]

    def _fills(self, way: ContactWay) -> bool:
        return self._has_typed(way) or self.data.get("preferred_way") == way

    def _has_typed(self, way: ContactWay) -> bool:
        return way != ContactWay.PICK_UP and bool((self.data.get(WAYS[way][0]) or "").strip())

    def _has_any(self, cleaned: dict[str, Any], name: str) -> bool:
        return name in self.may_be_empty or any(cleaned.get(way) for way in self.alternatives[name])

    def _add_required_error(self, name: str, message: str) -> None:
        self.add_error(name, forms.ValidationError(message, code="required"))

    def _has_error(self, *endings: str) -> bool:
        """Whether a field already has an error, so that no other is added."""
        return any(name.endswith(endings) for name in self.errors)


class SupportForm(StepForm):
    """Languages, and the help that makes taking part possible."""

    groups = (
        "reads",
        Question("", "speaks", "speaks_other"),
        Question(
            _("What would help you to take part?"),
            "needs_interpreter",
            "needs_childcare",
            "needs_transport",
        ),
        "accommodation",
    )

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
    needs_childcare = forms.BooleanField(
        label=_("I need help with childcare to take part"), required=False
    )
    needs_transport = forms.BooleanField(label=_("I need help with getting there"), required=False)
    accommodation = TextField(
        label=_("Do you need anything because of a disability or health condition?"),
        help_text=_("For example: step-free access, large print, breaks, captions."),
        required=False,
        max_length=1000,
        rows=3,
    )

    def build(self) -> None:
        spoken = [(code, each.endonym) for code, each in site_cache.city().spoken.items()]
        self.fields["speaks"].choices = [("", _("Choose one")), *spoken]
        self.initial.setdefault("reads", get_language())
