"""The filters of the board."""

from typing import Any

from django import forms

from applications.form.queries import clusters, neighborhoods
from core.form_fields import LineField
from core.staff_forms import StaffForm
from selection.enums import DecisionStatus
from selection.queries import NONE, OPEN

ANY = ("", "Any")


class CandidateForm(StaffForm):
    """Which applicants the board shows, all optional."""

    reference = LineField(required=False, max_length=20)
    cluster = forms.ChoiceField(label="Neighborhood group", required=False)
    neighborhood = forms.ChoiceField(required=False)
    seat = forms.ChoiceField(
        required=False,
        choices=[
            ANY,
            (OPEN, "Not chosen"),
            (DecisionStatus.PENDING, "Chosen, not released"),
            (DecisionStatus.RELEASED, "Released"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(cluster.slug, str(cluster)) for cluster in clusters()]
        self.fields["cluster"].choices = [ANY, *groups, (NONE, "None that we count")]
        places = [(place.slug, place.name) for place in neighborhoods()]
        self.fields["neighborhood"].choices = [ANY, *places]

    def filters(self) -> dict[str, str]:
        """The chosen ones; call it after is_valid(). A value that does not exist is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}
