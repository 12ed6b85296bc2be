"""Forms of letters: their words, one that came back, and a call to somebody."""

from typing import Any

from django import forms

from applications.enums import ContactMethod
from applications.enums import Outcome as Contacted
from core.form_fields import LineField, ReferenceField, TextField
from core.languages import ENGLISH, Language
from core.staff_forms import ContactForm, SeenForm, StaffForm
from selection.letter_enums import LetterChannel, ReturnReason
from selection.models import LetterTemplate

_CHOOSE = ("", "Choose one")
LONGEST_BODY = 5000


class TextForm(StaffForm, SeenForm):
    """The words of one letter in one language. It holds them whole, so it follows nobody's."""

    follows = False

    subject = LineField(
        label="Subject", max_length=LetterTemplate._meta.get_field("subject").max_length
    )
    body = TextField(label="Letter", rows=18, max_length=LONGEST_BODY)

    def __init__(self, *args: Any, language: Language = ENGLISH, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "body"):
            field = self.fields[name]
            field.widget.attrs |= {"lang": language.html_lang, "dir": language.direction}
            if language != ENGLISH:
                field.label = f"{field.label} in {language.english_name}"
        self.fields["body"].help_text = (
            "A blank line begins a new paragraph. The greeting, the office, the reference and how "
            "to reach us are added by themselves."
        )


class ReturnForm(StaffForm):
    """A letter that came back."""

    reference = ReferenceField(
        label="Reference",
        help_text="It stands in the letter.",
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    channel = forms.ChoiceField(
        label="How it went",
        choices=[_CHOOSE, *LetterChannel.choices[:2]],
    )
    reason = forms.ChoiceField(label="What it says", choices=[_CHOOSE, *ReturnReason.choices])


class CallForm(ContactForm):
    """A call to tell somebody their answer."""

    field_order = ("way", "outcome", "happened_at", "note")

    way = forms.ChoiceField(label="How", choices=[_CHOOSE, *ContactMethod.choices])
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[_CHOOSE, *Contacted.choices],
        help_text="“We spoke” means that they know their answer now.",
    )


class AgainForm(forms.Form):
    """Which way a letter goes once more."""

    channel = forms.ChoiceField(choices=LetterChannel.choices[:2])
