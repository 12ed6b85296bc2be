"""Choosing by hand what columns fill, and what values mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from applications.imports.filled import faults
from applications.imports.targets import Target, Targets
from applications.models.draft import ABOUT_YOU
from core.staff_forms import SeenForm, StaffForm

NOTHING = ("", "Nothing: leave it out")
AS_IT_IS, EMPTY = "", "-"
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
    """A value that is none of the choices, and the list to choose from."""

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
        targets: Targets,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = [
            (targets.by_key[key], value, rows)
            for key, value, rows in unknown
            if key in targets.by_key
        ][:MOST_MEANINGS]
        for place, (target, value, _rows) in enumerate(self.unknown):
            self.fields[f"value_{place}"] = forms.CharField(
                initial=value, widget=forms.HiddenInput, strip=False
            )
            self.fields[f"of_{place}"] = forms.CharField(
                initial=target.key, widget=forms.HiddenInput
            )
            self.fields[f"means_{place}"] = forms.ChoiceField(
                label=value,
                required=False,
                choices=[
                    (AS_IT_IS, "Not said yet: the row is left out"),
                    (EMPTY, "Leave the answer empty"),
                    *target.choices,
                ],
            )

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
            for place, (target, value, rows) in enumerate(self.unknown)
        ]

    def said(self) -> dict[str, dict[str, str]]:
        """Target → value → key of a choice, "" to leave it empty."""
        said: dict[str, dict[str, str]] = {}
        for place, (target, value, _rows) in enumerate(self.unknown):
            meaning = self.cleaned_data.get(f"means_{place}", AS_IT_IS)
            same = (self.cleaned_data.get(f"of_{place}"), self.cleaned_data.get(f"value_{place}"))
            if meaning != AS_IT_IS and same == (target.key, value):
                said.setdefault(target.key, {})[value] = "" if meaning == EMPTY else meaning
        return said


def _shown(target: Target) -> str:
    label = " ".join(target.label.split())
    return label if len(label) <= 70 else f"{label[:69]}…"
