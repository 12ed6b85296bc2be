"""Forms to score an application and to assign it to a reviewer."""

from typing import Any

from django import forms

from core.form_fields import TextField
from core.models import User
from core.staff_forms import StaffForm
from reviewers import queries
from reviewers.models import Criterion, Rubric


class ScoreForm(StaffForm):
    """A scale for each criterion, and a note to the coordinators."""

    comment = TextField(
        label="Comment for the coordinators (optional)", required=False, max_length=2000, rows=3
    )

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria: dict[str, Criterion] = {c.key: c for c in queries.criteria_of(rubric)}
        for key, criterion in self.criteria.items():
            self.fields[key] = forms.TypedChoiceField(
                label=criterion.title,
                help_text=criterion.guidance,
                choices=[(s.points, f"{s.points} – {s.meaning}") for s in criterion.steps.all()],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose a score."},
            )
        self.order_fields([*self.criteria, "comment"])

    def points(self) -> dict[Criterion, int]:
        """The points given, by criterion."""
        return {criterion: self.cleaned_data[key] for key, criterion in self.criteria.items()}


class AssignForm(StaffForm):
    """The reviewer for an application."""

    reviewer = forms.ModelChoiceField(queryset=User.objects.none(), empty_label="Choose a reviewer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = queries.reviewers()
