"""Forms of letters: their words, one that came back, and a call to somebody."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone

from applications.enums import ContactMethod
from applications.enums import Outcome as Contacted
from core.form_fields import LineField, MomentField, TextField
from core.languages import ENGLISH, Language
from core.staff_forms import SeenForm, StaffForm
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

    reference = LineField(
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

    def clean_reference(self) -> str:
        """As references are written."""
        return self.cleaned_data["reference"].upper()


class CallForm(StaffForm):
    """A call to tell somebody their answer. The hidden key makes sending twice one entry."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    way = forms.ChoiceField(label="How", choices=[_CHOOSE, *ContactMethod.choices])
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[_CHOOSE, *Contacted.choices],
        help_text="“We spoke” means that they know their answer now.",
    )
    happened_at = MomentField(
        label="When",
        past=True,
        error_messages={
            "invalid": "Enter a date and a time.",
            "future": "This is in the future. Enter when it happened.",
        },
    )
    note = TextField(
        label="Note (optional)",
        help_text="Only what a colleague needs next. Nothing about health or family.",
        required=False,
        max_length=280,
        rows=2,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("happened_at", timezone.localtime().replace(second=0))


class AgainForm(forms.Form):
    """Which way a letter goes once more."""

    channel = forms.ChoiceField(choices=LetterChannel.choices[:2])
