"""The steps about the person: contact, support."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications.enums import ContactWay
from applications.form import site_cache
from applications.form.forms.email import AsksAboutSlips
from applications.form.forms.layout import WaysToReach
from applications.form.forms.step_form import Hint, StepForm
from applications.models.contact import WAYS
from core import languages
from core.form_fields import EmailField, LineField, TextField
from core.form_layout import Question

NAME_LENGTH = 128
# With the area code; after a plus, some countries have fewer.
FEWEST_PHONE_DIGITS, FEWEST_AFTER_PLUS = 10, 7


class ContactForm(AsksAboutSlips):
    """Your name and how to reach you: one name and one way suffice.

    On the web each way is ticked, and only what is ticked is kept. The clerk's form and the paper
    have the fields alone: what is filled in there is a way.
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
            hint=_("One way to reach you is enough. Fill in only what you want to share."),
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
            offered = [("", _("No preference")), *ContactWay.choices]
            self.fields["preferred_way"].widget = forms.Select(choices=offered)
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
        given = super().clean()
        if "ways" in self.fields:
            self._keep_ticked(given)
        if not self._has_any(given, "chosen_name") and not self._has_error("name"):
            self._miss("chosen_name", _("Tell us what to call you."))
        ways = self.alternatives["email"]
        if not self._has_any(given, "email") and not self._has_error("ways", *ways):
            self._miss(
                "ways" if "ways" in self.fields else "email",
                _("Give us one way to reach you: email, phone, mail, pick-up or a person."),
            )
        return given

    def doubts(self) -> list[str]:
        """What looks like a slip, and ways that are filled in or asked for and not ticked."""
        doubts = super().doubts()
        if "ways" in self.fields:
            doubts += [f"unticked:{way}" for way in self._unticked() if self._fills(way)]
        return doubts

    def hint_about(self, doubt: str) -> Hint:
        """Whether an address is right, or whether what is not ticked may be left out."""
        kind, _colon, about = doubt.partition(":")
        if kind == "unticked":
            return self._unticked_hint(doubt, about)
        return super().hint_about(doubt)

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
        named = {"way": way.label}
        return Hint(doubt, words % named, advice % named, "ways_0", yes)

    def _keep_ticked(self, given: dict[str, Any]) -> None:
        """What belongs to a way that is not ticked is neither judged nor kept.

        Where none is ticked, what is filled in counts: a browser that cannot open fields by a
        tick shows them all.
        """
        given["ways"] = given.get("ways") or [way for way in WAYS if self._has_typed(way)]
        for way, names in WAYS.items():
            if way not in given["ways"]:
                for name in names:
                    self.errors.pop(name, None)
                    given[name] = False if name.startswith(("may_", "wants_")) else ""
            elif way != ContactWay.PICK_UP and not given.get(names[0], "error"):
                # Translators: an error beside an empty field; %(way)s is the way that was ticked,
                # such as Email.
                words = _("You ticked “%(way)s”. Fill this in, or take the tick away.")
                self._miss(names[0], words % {"way": way.label})
        given["wants_pick_up"] = ContactWay.PICK_UP in given["ways"]
        if given.get("preferred_way") not in given["ways"]:
            given["preferred_way"] = ""

    def _unticked(self) -> list[ContactWay]:
        return [way for way in WAYS if way not in self.cleaned_data.get("ways", ())]

    def _fills(self, way: ContactWay) -> bool:
        return self._has_typed(way) or self.data.get("preferred_way") == way

    def _has_typed(self, way: ContactWay) -> bool:
        return way != ContactWay.PICK_UP and bool((self.data.get(WAYS[way][0]) or "").strip())

    def _has_any(self, given: dict[str, Any], name: str) -> bool:
        return name in self.may_lack or any(given.get(way) for way in self.alternatives[name])

    def _miss(self, name: str, words: str) -> None:
        self.add_error(name, forms.ValidationError(words, code="required"))

    def _has_error(self, *endings: str) -> bool:
        """Whether a field is wrong already, so that nobody is told twice."""
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
