"""Translators' forms."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from applications.models import HandOut
from applications.translations.queue import choices_of_language
from core.form_fields import TextField
from core.languages import ENGLISH, UNLISTED, english_name
from core.staff_forms import SeenForm, StaffForm

# Far more than an answer: English needs several letters for one Chinese character.
LONGEST_TRANSLATION = 12_000
LONGEST_NOTE = 1_000


class TranslationForm(StaffForm):
    """The English of one answer; required only when submitted for checking."""

    text = TextField(
        label="In English",
        required=False,
        max_length=LONGEST_TRANSLATION,
        rows=10,
        help_text="Say what the person says, in their tone. Add nothing and leave nothing out.",
        widget=forms.Textarea(attrs={"lang": "en", "dir": "ltr", "spellcheck": "true"}),
    )

    @property
    def hands_in(self) -> bool:
        """Whether it was submitted for checking, not only saved."""
        return "hand_in" in self.data

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if self.hands_in and not text:
            raise forms.ValidationError("Write the translation before you hand it in.")
        return text


class CheckForm(StaffForm, SeenForm):
    """Approve, or send back with a note; `seen` is when the translation shown was handed in."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = TextField(
        label="What should be changed",
        required=False,
        max_length=LONGEST_NOTE,
        rows=3,
        help_text="Only needed to send it back.",
    )

    @property
    def sends_back(self) -> bool:
        """Whether it is to be sent back."""
        return "send_back" in self.data

    def clean_seen(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError as wrong:
            raise forms.ValidationError("Open this page again.") from wrong

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if self.sends_back and not note:
            raise forms.ValidationError("Say what should be changed.")
        if note and not self.sends_back:
            raise forms.ValidationError(
                "You wrote what should be changed: press the other button, or empty this box."
            )
        return note


class AnswerLanguageForm(StaffForm):
    """The language that an answer is really in."""

    language = forms.ChoiceField(label="This answer is in", choices=choices_of_language)


class QueueForm(StaffForm):
    """Which of the answers that wait, all optional."""

    language = forms.ChoiceField(required=False)
    file = forms.ModelChoiceField(
        HandOut.objects.exclude(downloaded_at=None),
        label="File for translators outside",
        required=False,
        empty_label="Any, or none",
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = sorted((english_name(code), code) for code in set(languages))
        self.fields["language"].choices = [("", "Any"), *((code, name) for name, code in there)]

    @property
    def filters(self) -> dict[str, Any]:
        """What the answers must be. Call it after is_valid()."""
        language, file = map(self.cleaned_data.get, ("language", "file"))
        return {
            **({"language": language} if language else {}),
            **({"first_id__in": file.answers.values("answer")} if file else {}),
        }


class LanguagesReadForm(StaffForm):
    """The languages that a translator reads, if any."""

    languages = forms.MultipleChoiceField(
        label="Languages I read",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            choice for choice in choices_of_language() if choice[0] not in (ENGLISH.code, UNLISTED)
        ],
    )
