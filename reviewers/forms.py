"""Forms to score an application, to end a review, and to assign it to a reviewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property

from core.form_fields import TextField
from core.models import User
from core.staff_forms import SeenForm, StaffForm
from reviewers import queries
from reviewers.enums import Audience, CriterionKind
from reviewers.models import Criterion, ScaleStep
from reviewers.reading import Reading, field_of

LONGEST_REMARK = 4000
FOR_WHOM = [
    (Audience.COORDINATORS, "coordinators"),
    (Audience.READERS, "coordinators, and all readers afterward"),
]


@dataclass(frozen=True)
class Step:
    """One step of a scale, as a choice."""

    points: int
    meaning: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """One criterion with its field; a note has no steps."""

    criterion: Criterion
    field: BoundField
    steps: list[Step]

    @property
    def is_open(self) -> bool:
        """Whether points are still to be given."""
        return bool(self.steps) and not any(step.is_chosen for step in self.steps)


class ScoreForm(StaffForm, SeenForm):
    """Points for each criterion, words for each note, and remarks on the whole.

    Nothing is required here: what is incomplete is saved, and `submit_review` says what lacks.
    `page` names this one showing of the page, which follows its own saves.
    """

    page = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    comment = TextField(label="Comment", required=False, max_length=LONGEST_REMARK, rows=2)
    audience = forms.ChoiceField(label="for", choices=FOR_WHOM, required=False)
    private_note = TextField(
        label="Note to yourself", required=False, max_length=LONGEST_REMARK, rows=2
    )

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {field_of(criterion): criterion for criterion in criteria}
        for name, criterion in self.criteria.items():
            self.fields[name] = _field_of(criterion)

    @cached_property
    def rows(self) -> list[Row]:
        """For the template, which shows scales as digits."""
        rows = []
        for name, criterion in self.criteria.items():
            field = self[name]
            chosen = str(field.value())
            steps = [
                Step(step.points, step.meaning, str(step.points) == chosen)
                for step in _steps_of(criterion)
            ]
            rows.append(Row(criterion, field, steps))
        return rows

    @property
    def most(self) -> int:
        """The most weighted points that there are."""
        return sum(each.weight * each.max_points for each in self.criteria.values())

    @property
    def given(self) -> int:
        """The weighted points given so far."""
        return sum(
            row.criterion.weight * step.points
            for row in self.rows
            for step in row.steps
            if step.is_chosen
        )

    @property
    def number_scored(self) -> int:
        """How many criteria have points."""
        return sum(not row.is_open for row in self.rows if row.steps)

    @property
    def missing(self) -> list[str]:
        """The names of the fields that want points and have none."""
        return [row.field.name for row in self.rows if row.is_open]

    @property
    def number_to_score(self) -> int:
        """How many criteria want points."""
        return sum(bool(row.steps) for row in self.rows)

    def arguments(self) -> dict[str, Any]:
        """What the valid form gives to an action."""
        return {
            "reading": self._reading(),
            "seen": self.cleaned_data["seen"],
            "page": self.cleaned_data["page"],
        }

    def _reading(self) -> Reading:
        given = {each: self.cleaned_data[name] for name, each in self.criteria.items()}
        return Reading(
            points={
                each: points
                for each, points in given.items()
                if each.kind == CriterionKind.SCORED and points is not None
            },
            notes={each: text for each, text in given.items() if each.kind == CriterionKind.NOTE},
            comment=self.cleaned_data["comment"],
            audience=Audience(self.cleaned_data["audience"] or Audience.COORDINATORS),
            private_note=self.cleaned_data["private_note"],
        )


def _steps_of(criterion: Criterion) -> list[ScaleStep]:
    return list(criterion.steps.all()) if criterion.kind == CriterionKind.SCORED else []


def _field_of(criterion: Criterion) -> forms.Field:
    if criterion.kind == CriterionKind.NOTE:
        return TextField(label=criterion.title, required=False, max_length=LONGEST_REMARK, rows=2)
    return forms.TypedChoiceField(
        label=criterion.title,
        choices=[(step.points, str(step.points)) for step in _steps_of(criterion)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class ReasonForm(StaffForm):
    """Why: one sentence is enough."""

    reason = TextField(
        label="Reason",
        max_length=1000,
        rows=2,
        error_messages={"required": "Say why: a few words are enough."},
    )


class RecuseForm(ReasonForm):
    """How a reader knows an applicant, without a word that tells whose application it is."""

    HELP = "Coordinators read it. Name nobody: “a neighbor” or “we worked together” is enough."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.HELP


class AbstainForm(RecuseForm):
    """Why a reader does not score an application of somebody unknown."""

    HELP = "Coordinators read it. “Too close to my own story” is enough."


class AssignForm(StaffForm):
    """The reviewer for an application."""

    reviewer = forms.ModelChoiceField(queryset=User.objects.none(), empty_label="Choose a reviewer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = queries.reviewers()


class AssignManyForm(AssignForm):
    """The reviewer for several applications."""

    above_wanted = forms.BooleanField(
        label="Also those that have as many readers as are wanted", required=False
    )
