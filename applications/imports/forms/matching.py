"""Choosing by hand what columns fill, and what values mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from applications.imports.filled import faults
from applications.imports.read_as import READS, Doubt
from applications.imports.said import Said
from applications.imports.targets import Target, Targets
from applications.imports.values import AND
from applications.models.draft import ABOUT_YOU
from applications.models.import_recipe import Matching
from core.languages import english_name
from core.staff_forms import SeenForm, StaffForm

NOTHING = ("", "Nothing: leave it out")
AS_IT_IS, EMPTY = "", "-"
EMPTY_OR_NOT = "Say what it means, or leave the answer empty: not both."
MOST_MEANINGS = 100  # on one page; the rest follows once these are said


class ColumnsForm(StaffForm):
    """One list for each column: what it fills."""

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        columns: Mapping[str, str],
        targets: Targets,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headings, self.targets = headings, targets
        choices: list[Any] = [NOTHING]
        choices += [
            (group, [(target.key, _shown(target)) for target in listed])
            for group, listed in targets.grouped()
        ]
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=columns.get(str(place), ""),
            )

    def clean(self) -> dict[str, Any]:
        """All that is wrong at once; the action refuses the same."""
        for place, message in faults(self.fills(), self.headings, self.targets).items():
            self.add_error(f"column_{place}" if place else None, message)
        return self.cleaned_data

    def fills(self) -> dict[str, str]:
        """Place of a column → key of what it fills."""
        given = self.cleaned_data.items()
        return {name.removeprefix("column_"): key for name, key in given if key}


@dataclass(frozen=True)
class Meaning:
    """A value that is none of the choices, and the list to choose from.

    Without `rows` if somebody said before what it means.
    """

    target: Target
    value: str
    rows: Sequence[int]
    field: forms.BoundField
    hidden: Sequence[forms.BoundField]

    @property
    def doubt(self) -> str:
        """Between which languages it leaves open."""
        return self.target.doubt(self.value)

    @property
    def named(self) -> Sequence[int]:
        """The rows to name: none beside an about-you answer, or it would say whose it is."""
        return [] if self.target.key.startswith(ABOUT_YOU) else self.rows


class MeaningsForm(StaffForm, SeenForm):
    """One list for each value that is none of the choices."""

    def __init__(
        self,
        *args: Any,
        unknown: Sequence[tuple[str, str, Sequence[int]]],
        said: Sequence[Said],
        targets: Targets,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = [
            (targets.by_key[key], value, rows, None)
            for key, value, rows in unknown
            if key in targets.by_key
        ][:MOST_MEANINGS]
        before = [(targets.by_key[key], value, [], meaning) for key, value, meaning in said]
        self.listed = [*asked, *before[:MOST_MEANINGS]]
        for place, (target, value, _rows, meaning) in enumerate(self.listed):
            self.fields[f"value_{place}"] = forms.CharField(
                initial=value, widget=forms.HiddenInput, strip=False
            )
            self.fields[f"of_{place}"] = forms.CharField(
                initial=target.key, widget=forms.HiddenInput
            )
            self.fields[f"means_{place}"] = _meaning_field(target, value, meaning)

    def clean(self) -> dict[str, Any]:
        """One that is left empty means nothing else."""
        for name, given in list(self.cleaned_data.items()):
            if isinstance(given, list) and EMPTY in given and len(given) > 1:
                self.add_error(name, EMPTY_OR_NOT)
        return self.cleaned_data

    def meanings(self) -> list[Meaning]:
        """The values with their lists."""
        return [
            Meaning(
                target,
                value,
                rows,
                self[f"means_{place}"],
                [self[f"value_{place}"], self[f"of_{place}"]],
            )
            for place, (target, value, rows, _meaning) in enumerate(self.listed)
        ]

    def asked(self) -> list[Meaning]:
        """Those of which nobody has said anything."""
        return [each for each in self.meanings() if each.rows]

    def said_before(self) -> list[Meaning]:
        """Those that can be said otherwise."""
        return [each for each in self.meanings() if not each.rows]

    def said(self) -> dict[str, dict[str, str | None]]:
        """Target → value → key of a choice, or of several, "" to leave it empty.

        None where what was said is taken back.
        """
        said: dict[str, dict[str, str | None]] = {}
        for place, (target, value, rows, _meaning) in enumerate(self.listed):
            given = self.cleaned_data.get(f"means_{place}", AS_IT_IS)
            meaning = AND.join(given) if target.is_several else given
            same = (self.cleaned_data.get(f"of_{place}"), self.cleaned_data.get(f"value_{place}"))
            if same != (target.key, value) or (meaning == AS_IT_IS and rows):
                continue
            means = {EMPTY: "", AS_IT_IS: None}.get(meaning, meaning)
            said.setdefault(target.key, {})[value] = means
        return said


def _meaning_field(target: Target, value: str, meaning: str | None) -> forms.Field:
    """A list, or boxes where several choices can be meant."""
    empty = (EMPTY, "Leave the answer empty")
    options: dict[str, Any] = {"label": value, "required": False}
    if meaning is not None:
        keys = meaning.split(AND) if meaning else [EMPTY]
        options["initial"] = keys if target.is_several else keys[0]
    if target.is_several:
        choices = [*target.choices, empty]
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(**options, choices=choices, widget=boxes)
    not_said = (AS_IT_IS, "Not said yet: the row is left out")
    return forms.ChoiceField(**options, choices=[not_said, empty, *target.choices])


@dataclass(frozen=True)
class Language:
    """Rows whose answers read as another language than the file says, and what to keep them as."""

    named: str
    reads: Sequence[str]
    rows: Sequence[int]
    field: forms.BoundField


class LanguagesForm(StaffForm, SeenForm):
    """One list for each pair of languages: which of them the answers are kept as."""

    def __init__(
        self,
        *args: Any,
        doubts: Sequence[tuple[Doubt, Sequence[int]]],
        batch: Matching,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doubts = doubts
        by_hand = batch.choices.get(READS, {})
        for doubt, _rows in doubts:
            codes = (doubt.named or batch.language, *doubt.reads)
            chosen = doubt.meant(by_hand) or doubt.named
            self.fields[_name(doubt)] = forms.ChoiceField(
                label="Keep them as",
                required=False,
                initial=chosen,
                choices=[
                    *([] if chosen else [(AS_IT_IS, "As said at each row")]),
                    *((code, english_name(code)) for code in codes),
                ],
            )

    def languages(self) -> list[Language]:
        """The pairs with their lists."""
        return [
            Language(
                doubt.named and english_name(doubt.named),
                [english_name(code) for code in doubt.reads],
                rows,
                self[_name(doubt)],
            )
            for doubt, rows in self.doubts
        ]

    def said(self) -> dict[str, str]:
        """Doubt → the language that its rows are kept as."""
        given = {doubt.key: self.cleaned_data[_name(doubt)] for doubt, _rows in self.doubts}
        return {key: code for key, code in given.items() if code != AS_IT_IS}


def _name(doubt: Doubt) -> str:
    return f"reads_{doubt.key}"


def _shown(target: Target) -> str:
    label = " ".join(target.label.split())
    return label if len(label) <= 70 else f"{label[:69]}…"
