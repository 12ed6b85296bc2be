"""Forms for the items of a call: sections, questions, choices."""

from typing import Any, ClassVar

from django.utils.text import slugify

from applications.calls.forms.wording import long_words
from applications.enums import CHOICE_KINDS, TEXT_KINDS, Part, Sensitivity
from applications.form import call_items
from applications.form.forms.email import SUGGESTED
from applications.form.forms.step_form import CONFIRMED, SEEN, TRAP
from applications.models import CallSection, Choice, Question
from core.row_form import RowForm, Words

# Field names that the public form's buttons and hidden fields use.
RESERVED_KEYS = {
    TRAP,
    CONFIRMED,
    SEEN,
    SUGGESTED,
    "back",
    "clear",
    "later",
    "other-language",
    "first-tried",
    "csrfmiddlewaretoken",
}
KEY_LENGTH = 40
MOST_CHARACTERS = 20_000
LOCKED = "The call is open, or somebody has begun to answer: only the words can be changed."


class SectionForm(RowForm):
    """A section of the call's page."""

    wording: ClassVar = {
        "heading": Words("Heading"),
        "body": long_words("Text", rows=10),
    }

    class Meta:
        model = CallSection
        fields: ClassVar = ()


class QuestionForm(RowForm):
    """A question: its part, kind and wording."""

    wording: ClassVar = {
        "text": Words("Question", rows=2),
        "help": Words("Hint", rows=2, required=False),
    }

    class Meta:
        model = Question
        fields = ("part", "kind", "is_required", "is_scored", "sensitivity", "max_characters")
        labels = {
            "part": "Part of the form",
            "kind": "Kind of answer",
            "is_required": "Everybody must answer it",
            "is_scored": "Reviewers read the answers",
            "sensitivity": "How careful staff must be",
            "max_characters": "Most characters",
        }
        help_texts = {"max_characters": "Of a text. Empty: as many as the form takes."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks_facts = "kind" in self.fields and self.instance.pk
        if asks_facts and call_items.is_locked(self.instance.call):
            self.leave_out(*self.Meta.fields, because=LOCKED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("part") == Part.ABOUT_YOU:
            for name in ("is_required", "is_scored"):
                if cleaned.get(name):
                    message = "About-you questions are never required and never scored."
                    self.add_error(name, message)
            cleaned["sensitivity"] = Sensitivity.SPECIAL
        is_text = cleaned.get("kind") in TEXT_KINDS
        most = cleaned.get("max_characters")
        if most is not None and not is_text and "kind" in cleaned:
            self.add_error("max_characters", "Only a text has a length: leave this empty.")
        if most is not None and not 1 <= most <= MOST_CHARACTERS:
            self.add_error("max_characters", f"Choose a number from 1 to {MOST_CHARACTERS:,}.")
        has_choices = self.instance.pk and self.instance.choices.exists()
        if "kind" in cleaned and cleaned["kind"] not in CHOICE_KINDS and has_choices:
            self.add_error("kind", "Remove the choices first.")
        return cleaned


class ChoiceForm(RowForm):
    """A choice's wording; the label has its number, or says that it is new."""

    wording: ClassVar = {"text": Words("Choice")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which = f"Choice {self.instance.order + 1}" if self.instance.pk else "New choice"
        for field in self.fields.values():
            if field.label:
                field.label = field.label.replace("Choice", which)

    class Meta:
        model = Choice
        fields: ClassVar = ()


def new_key(words: str, taken: set[str]) -> str:
    """A unique key made from `words`; never shown."""
    stem = slugify(words)[:KEY_LENGTH].strip("-") or "item"
    taken = taken | RESERVED_KEYS
    if stem not in taken:
        return stem
    return next(key for number in range(2, 1000) if (key := f"{stem}-{number}") not in taken)
