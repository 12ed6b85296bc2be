"""Edit one row of configuration: its facts and its wording, one language at a time.

In English the form has the facts and the English texts; in another language only the texts that
exist in English, each shown with the English (`field.english`).
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime

from core import row_versions, text
from core.actions import CHANGED_MEANWHILE, ChangedMeanwhile
from core.form_fields import LineField, TextField
from core.languages import ENGLISH, Language
from core.row_versions import Change, digest
from core.translated import column, text_in

LONGEST_WORDING = 20_000
SEEN = "seen"


@dataclass(frozen=True)
class Words:
    """The form field of one translated text; `rows` 0 makes it a single line."""

    label: str
    help: str = ""
    rows: int = 0
    required: bool = True
    check: Callable[[str], None] | None = None  # a validator, for every language

    def field(self, language: Language, longest: int) -> LineField | TextField:
        """The form field; a translation is never required."""
        in_english = language == ENGLISH
        options: dict[str, Any] = {
            "label": self.label if in_english else f"{self.label} in {language.english_name}",
            "help_text": self.help if in_english else "",
            "required": self.required and in_english,
            "max_length": longest,
            "validators": [self.check] if self.check else [],
        }
        field = TextField(rows=self.rows, **options) if self.rows else LineField(**options)
        field.widget.attrs |= {"lang": language.html_lang, "dir": language.direction}
        return field


class RowField(forms.BoundField):
    """A field with what the page shows beside it."""

    @property
    def english(self) -> str:
        """The English text of a translation."""
        return self.form.english.get(self.name, "")

    @property
    def is_untranslated(self) -> bool:
        """Whether there is no translation yet."""
        return self.name in self.form.untranslated

    @property
    def newer(self) -> str:
        """What somebody else saved meanwhile, in words."""
        return self.form.newer.get(self.name, "")


class RowForm(forms.ModelForm):
    """One row: `Meta.fields` are its facts, `wording` its translated texts by name."""

    bound_field_class = RowField

    wording: ClassVar[Mapping[str, Words]] = {}
    hide_optional = False

    def __init__(
        self,
        data: Any = None,
        *,
        instance: Model,
        language: Language = ENGLISH,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, instance=instance, prefix=prefix)
        self.language = language
        self.english: dict[str, str] = {}
        self.untranslated: set[str] = set()
        self.newer: dict[str, str] = {}
        self.hide_optional = language != ENGLISH
        facts = list(self.fields) if language == ENGLISH else []
        words = self._words()
        self.fields = {**words, **{name: self.fields[name] for name in facts}}
        self.initial |= {name: getattr(instance, name) for name in words}
        # Django validates and saves the fields that these options name.
        self._meta = copy(self._meta)
        self._meta.fields = list(self.fields)
        self._shown = {name: getattr(instance, name) for name in self.fields}
        self._left_out: dict[str, tuple[forms.Field, str]] = {}
        self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[SEEN] = _seen(self._shown)

    def _words(self) -> dict[str, forms.Field]:
        fields = {}
        for name, words in self.wording.items():
            english = text_in(self.instance, name, ENGLISH)
            if self.language != ENGLISH and not english:
                continue
            longest = self.instance._meta.get_field(name).max_length or LONGEST_WORDING
            field = words.field(self.language, longest)
            own_name = column(name, self.language)
            if self.language != ENGLISH:
                self.english[own_name] = english
                if not text_in(self.instance, name, self.language):
                    self.untranslated.add(own_name)
            fields[own_name] = field
        return fields

    def leave_out(self, *names: str, because: str) -> None:
        """Remove these facts from the form; to change one on an older page is an error."""
        for name in names:
            if name in self.fields:
                self._left_out[name] = self.fields.pop(name), because
                del self._shown[name]
        self._meta.fields = list(self._shown)
        self.initial[SEEN] = _seen(self._shown)

    def clean(self) -> dict[str, Any]:
        """Refuse a change to a fact that is left out: it would be lost silently."""
        given = super().clean()
        seen = _read(given.get(SEEN, ""))
        for name, (field, because) in self._left_out.items():
            posted, seen_then = self.add_prefix(name), seen.pop(name, None)
            if seen_then is None and posted not in self.data:
                continue
            typed = _cleaned(field, field.widget.value_from_datadict(self.data, {}, posted))
            stands = getattr(self.instance, name)
            if digest(typed) not in (seen_then, digest(stands)):
                new, old = (_in_words(field, value) for value in (typed, stands))
                message = f"{field.label}: {because} You typed “{new}”, and it is “{old}”."
                self.add_error(None, forms.ValidationError(message, code=CHANGED_MEANWHILE))
        self._remember(seen)
        return given

    def _remember(self, seen: Mapping[str, str]) -> None:
        """Store the digests of what was seen, also for the page that is shown again."""
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = self.cleaned_data[SEEN] = _written(seen)

    def change(self) -> Change | None:
        """The changed values of a valid form; None if there are none."""
        seen = _read(self.cleaned_data[SEEN])
        values = {
            name: self.cleaned_data[name]
            for name in self._shown
            if digest(self.cleaned_data[name]) != seen.get(name)
        }
        return Change(row=self.instance, values=values, seen=seen) if values else None

    def show_newer(self, changed: ChangedMeanwhile) -> None:
        """Show what somebody else saved meanwhile; saving again then keeps what is typed."""
        for row, names in changed.rows:
            if row != self.instance:
                continue
            last_change = _in_a_sentence(row_versions.last_change(row))
            seen = _read(self.cleaned_data[SEEN])
            for name in names:
                self.newer[name] = _in_words(self.fields[name], getattr(row, name))
                seen[name] = digest(getattr(row, name))
                message = f"{last_change} Compare the two. Save again to keep what you typed."
                self.add_error(name, forms.ValidationError(message, code=CHANGED_MEANWHILE))
            self._remember(seen)


def left_over(data: QueryDict, forms: Iterable[RowForm]) -> list[str]:
    """Changed texts that were posted for rows without a form here: those were deleted."""
    asked = {form.add_prefix(SEEN) for form in forms}
    gone = [name.removesuffix(SEEN) for name in data if name.endswith(f"-{SEEN}")]
    typed = [
        (text.clean(data.get(prefix + name, ""), multiline=True), shown)
        for prefix in gone
        if prefix + SEEN not in asked
        for name, shown in _read(data[prefix + SEEN]).items()
    ]
    return [words for words, shown in typed if words and digest(words) != shown]


def _in_a_sentence(last: row_versions.LastChange) -> str:
    when = f" on {date_format(localtime(last.at), 'M j, P')}" if last.at else ""
    return f"{last.by or 'Somebody'} changed this{when}, after you opened the page."


def _cleaned(field: forms.Field, value: Any) -> Any:
    """The cleaned value; `value` itself if it is invalid."""
    try:
        return field.clean(value)
    except forms.ValidationError:
        return value


def _in_words(field: forms.Field, value: Any) -> str:
    """A value in words: a choice by its label."""
    if isinstance(field, forms.ModelChoiceField):
        return str(value or "–")
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return row_versions.as_shown(field.prepare_value(value)) or "–"


def _seen(values: Mapping[str, Any]) -> str:
    return _written({name: digest(value) for name, value in values.items()})


def _written(seen: Mapping[str, str]) -> str:
    return " ".join(f"{name}:{value}" for name, value in seen.items())


def _read(written: str) -> dict[str, str]:
    return dict(pair.partition(":")[::2] for pair in written.split())
