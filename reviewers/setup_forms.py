"""Forms of the pages that set up a call's scoring: criteria, the ranking rule, phases."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from applications.models import Application
from core.form_fields import LineField, MomentField, ReferenceField, TextField
from core.models import User
from core.row_form import RowForm
from core.staff_forms import StaffForm
from reviewers import queries
from reviewers.actions.rubric import CriterionValues
from reviewers.enums import CriterionKind, RankingScore
from reviewers.models import Criterion, RankingRule, ReviewPhase

FEWEST_STEPS, MOST_STEPS, MOST_WEIGHT, MOST_READINGS = 2, 10, 20, 20
LONGEST_MEANING = 200


class CriterionForm(StaffForm):
    """One criterion with its scale; a note has neither weight nor steps."""

    title = LineField(label="Title", max_length=120)
    guidance = TextField(
        label="Guidance",
        required=False,
        max_length=2000,
        rows=3,
        help_text="What to look for, and what not to score.",
    )
    weight = forms.IntegerField(
        label="Weight",
        min_value=1,
        max_value=MOST_WEIGHT,
        initial=1,
        help_text="2 counts double.",
    )
    steps = TextField(
        label="Steps of the scale",
        max_length=3000,
        rows=6,
        help_text="A sentence a line: what 0 points mean, then 1 point, and so on.",
    )
    place = forms.IntegerField(label="Place", min_value=1, max_value=99, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kind: str, criterion: Criterion | None = None, **kwargs: Any
    ) -> None:
        initial = _initial_of(criterion) if criterion else {}
        super().__init__(*args, initial=initial, **kwargs)
        if kind == CriterionKind.NOTE:
            del self.fields["weight"], self.fields["steps"]

    def clean_steps(self) -> list[str]:
        """One sentence for each number of points, from 0."""
        steps = [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
            raise forms.ValidationError(f"Write {FEWEST_STEPS} to {MOST_STEPS} lines.")
        if any(len(step) > LONGEST_MEANING for step in steps):
            raise forms.ValidationError(f"Each line has at most {LONGEST_MEANING} characters.")
        return steps

    def values(self) -> CriterionValues:
        """What the valid form gives."""
        given = self.cleaned_data
        return CriterionValues(
            title=given["title"],
            guidance=given["guidance"],
            weight=given.get("weight", 0),
            meanings=given.get("steps", ()),
            place=given["place"],
        )

    def follow(self, criterion: Criterion) -> None:
        """Sent again, it changes what stands now."""
        self.data = self.data.copy()
        self.data["seen"] = queries.digest_of_criterion(criterion)


def _initial_of(criterion: Criterion) -> dict[str, Any]:
    return {
        "title": criterion.title,
        "guidance": criterion.guidance,
        "weight": criterion.weight,
        "steps": "\n".join(step.meaning for step in criterion.steps.all()),
        "place": criterion.order + 1,
        "seen": queries.digest_of_criterion(criterion),
    }


class RankingForm(StaffForm):
    """Which score ranks, and how many readings."""

    ranking_score = forms.ChoiceField(
        label="Applications are ranked by",
        choices=RankingScore.choices,
        widget=forms.RadioSelect,
        help_text="The raw score is the mean of what readers gave. The adjusted one takes out how"
        " strict each reader is; it is shown beside it either way.",
    )
    readings = forms.IntegerField(
        label="Readings of each application", min_value=1, max_value=MOST_READINGS
    )
    fewest_readings = forms.IntegerField(
        label="Fewest readings to be ranked", min_value=1, max_value=MOST_READINGS
    )

    def __init__(self, *args: Any, rule: RankingRule, **kwargs: Any) -> None:
        names = ("ranking_score", "readings", "fewest_readings")
        initial = {name: getattr(rule, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Nobody needs more readings than everybody gets."""
        given = super().clean()
        fewest, wanted = given.get("fewest_readings"), given.get("readings")
        if fewest and wanted and fewest > wanted:
            self.add_error("fewest_readings", "This is more than each application gets.")
        return given


class PhaseForm(RowForm):
    """One phase with its dates and rights."""

    begins_at = MomentField(label="Begins")
    ends_at = MomentField(label="Ends")

    def __init__(self, *args: Any, instance: ReviewPhase, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.is_running = instance.is_running
        if self.is_running:
            help_text = "It stays on record, and holds at once."
            self.fields["reason"] = LineField(label="Why it changes now", help_text=help_text)

    class Meta:
        model = ReviewPhase
        fields: ClassVar = [
            "name",
            "begins_at",
            "ends_at",
            "may_score",
            "may_comment",
            "others_open",
            "only_redacted",
        ]

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        given = super().clean()
        begins, ends = given.get("begins_at"), given.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", "A phase ends after it begins.")
        return given


class VersionForm(StaffForm):
    """Why the criteria change."""

    reason = TextField(
        label="Why the criteria change",
        max_length=1000,
        rows=2,
        help_text="It stays on record, and readers whose reviews open again are told.",
    )


class CalibrationForm(StaffForm):
    """An application, and who scores it first."""

    reference = ReferenceField(label="Reference", max_length=30)
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Who scores it first", widget=forms.CheckboxSelectMultiple
    )
    without_place = forms.BooleanField(
        label="Even if it then gets no place in the ranking", required=False
    )

    def __init__(
        self,
        *args: Any,
        applications: QuerySet[Application],
        readers: QuerySet[User],
        fewest: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.applications = applications
        self.fields["readers"].queryset = readers
        self.fields["readers"].help_text = (
            "Nobody reads one twice: whoever scores it here does not read it for the ranking."
            f" Leave at least {fewest} for that, or it gets no place."
        )

    def clean_reference(self) -> Application:
        """An application of the call that counts."""
        given = self.cleaned_data["reference"]
        application = self.applications.filter(reference=given).first()
        if application is None:
            raise forms.ValidationError("No application of this call that counts has it.")
        return application
