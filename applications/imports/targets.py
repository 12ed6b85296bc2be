"""What a column of a file may fill: the fields of the form, the received time, the language."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django import forms
from django.utils import translation

from applications.form import site_cache
from applications.form.forms.questions import DeclarationForm
from applications.form.forms.step_form import StepForm
from applications.form.forms.steps import LAST, STEPS
from applications.form.site_cache import Version
from applications.models import Call
from core import languages
from core.form_fields import TextField

RECEIVED, LANGUAGE = "received_at", "language"
QUESTION_STEPS = ("connection", "questions", "about-you")
YES_NO = ("yes", "no")
# Labels of the form that mean something only beside the field before them.
_ALONE = {"contact-chosen_name": "Name to be called by", "contact-full_name": "Full name"}


@dataclass(frozen=True)
class Target:
    """One thing to fill. `words` tells its choices by what people write, in any language.

    `choices` are (key, English label); of a checkbox its two values.
    """

    key: str
    label: str
    group: str
    choices: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    is_several: bool = False
    is_long: bool = False
    may_be_joined: bool = False  # from several columns
    is_language: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether only some answers are possible."""
        return bool(self.choices)

    def doubt(self, value: str) -> str:
        """Between which languages a name leaves open; "" of anything else."""
        return _DOUBTFUL.get(fold(value), "") if self.is_language else ""


@dataclass(frozen=True)
class Targets:
    """All of a call, by key, and what headings in any language they go by."""

    by_key: dict[str, Target]
    headings: dict[str, str]

    def grouped(self) -> Iterator[tuple[str, list[Target]]]:
        """By part of the form, in its order."""
        groups: dict[str, list[Target]] = {}
        for target in self.by_key.values():
            groups.setdefault(target.group, []).append(target)
        yield from groups.items()


def fold(words: str) -> str:
    """Words as they are compared: without case, signs and spaces that differ from tool to tool."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return " ".join(kept.split()) or folded.strip()


def fields_of(call: Call) -> dict[str, StepForm]:
    """The clerk's form by step, with the declaration, for data that is given later."""
    given = {"call": call, "data": {}}
    kinds = {step.slug: step.form for step in STEPS} | {LAST.slug: DeclarationForm}
    return {slug: kind(**given, prefix=slug, initial={"reads": ""}) for slug, kind in kinds.items()}


def targets_of(call: Call) -> Targets:
    """The targets of a call from `site_cache`, which has its questions."""
    return _targets(call, site_cache.version())


@lru_cache(maxsize=8)
def _targets(call: Call, _version: Version) -> Targets:
    headings: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    english: dict[str, StepForm] = {}
    for language in languages.ALL:
        with translation.override(language.code):
            steps = fields_of(call)
            english = english or steps
            for key, each in _named(steps):
                headings.setdefault(fold(str(each.label)), key)
                for choice, label in _choices(each):
                    words.setdefault(key, {}).setdefault(fold(label), choice)
    with translation.override(languages.ENGLISH.code):
        of_form = [_target(key, each, words.get(key, {})) for key, each in _named(english)]
    by_key = {each.key: each for each in (*_of_file(), *of_form)}
    for key in by_key:
        headings.setdefault(fold(key), key)
        headings.setdefault(fold(_in_step(key)), key)
    headings.pop("", None)
    return Targets(by_key, headings)


def _of_file() -> Iterator[Target]:
    yield Target(RECEIVED, "Received: day and time", "The file")
    named = [
        (each.code, name)
        for each in languages.ALL
        for name in (each.endonym, each.english_name, each.code, each.html_lang)
    ]
    choices = tuple((each.code, each.english_name) for each in languages.ALL)
    words = {fold(name): code for code, name in named} | _OTHER_NAMES
    label = "Language of the form"
    yield Target(LANGUAGE, label, "The file", choices, words, is_language=True)


def _named(steps: Mapping[str, StepForm]) -> Iterator[tuple[str, forms.Field]]:
    for form in steps.values():
        for name, each in form.fields.items():
            yield form.add_prefix(name), each


def _choices(each: forms.Field) -> list[tuple[str, str]]:
    return [(key, str(label)) for key, label in getattr(each, "choices", ()) if key]


_OTHER_NAMES = {
    "portuguese": "pt-br",
    "brazilian portuguese": "pt-br",
    "pt": "pt-br",
    "simplified chinese": "zh-hans",
    "traditional chinese": "zh-hant",
    "chinese simplified": "zh-hans",
    "chinese traditional": "zh-hant",
    "kreyol": "ht",
    "cape verdean creole": "kea",
    "es us": "es",
}
# Names that are two languages here: nobody is given one of them unasked.
_DOUBTFUL = {
    "chinese": "Traditional or Simplified Chinese",
    "creole": "Haitian or Cabo Verdean Creole",
}
_YES = {"yes", "y", "true", "1", "x", "on", "checked", "✓", "✔", "☑", "si", "oui", "sim", "wi"}
_NO = {"no", "n", "false", "0", "off", "unchecked", "☐", "non", "nao"}


def _target(key: str, each: forms.Field, words: dict[str, str]) -> Target:
    step, _hyphen, name = key.partition("-")
    group = str(next((s.title for s in (*STEPS, LAST) if s.slug == step), "")) or _step_of(key)
    is_several = isinstance(each, forms.MultipleChoiceField)
    is_language = key in ("support-reads", "support-speaks")
    if isinstance(each, forms.BooleanField):
        choices: tuple[tuple[str, str], ...] = (("yes", "Yes"), ("no", "No"))
        words = _yes_and_no() | {fold(str(each.label)): "yes"}
    else:
        choices = tuple(_choices(each))
        keys = [choice for choice, _label in choices]
        words = {**{fold(choice): choice for choice in keys}, **words}
        if set(YES_NO) <= set(keys):
            words = _yes_and_no() | words
        elif key.startswith(QUESTION_STEPS):
            words = {str(place): choice for place, choice in enumerate(keys, 1)} | words
        if is_language:
            words = _spoken(keys) | words
    return Target(
        key,
        _ALONE.get(key) or str(each.label),
        group,
        choices,
        words,
        is_several=is_several,
        is_long=isinstance(each, TextField),
        may_be_joined=is_several or not choices and name not in ("email", "zip_code", "phone"),
        is_language=is_language,
    )


def _step_of(key: str) -> str:
    """About-you has a hyphen of its own."""
    return str(next(step.title for step in STEPS if key.startswith(f"{step.slug}-")))


def _in_step(key: str) -> str:
    """What a key says behind its step."""
    slugs = [f"{step.slug}-" for step in STEPS if key.startswith(f"{step.slug}-")]
    return key.removeprefix(slugs[0]) if slugs else key.partition("-")[2]


def _yes_and_no() -> dict[str, str]:
    return {**{fold(each): "yes" for each in _YES}, **{fold(each): "no" for each in _NO}}


def _spoken(keys: list[str]) -> dict[str, str]:
    """The languages' English names and codes, as far as they are among these."""
    known = {fold(each.english_name): each.code for each in languages.ALL} | _OTHER_NAMES
    return {name: code for name, code in known.items() if code in keys}
