"""Forms about possible duplicates."""

from typing import Any

from django import forms

from applications.enums import ApplicationStatus, Verdict
from applications.models import Application, DuplicateMark
from core.form_fields import LineField
from core.staff_forms import SeenForm, StaffForm


class VerdictForm(StaffForm, SeenForm):
    """Whether two are from one person, which of them counts, and how one knows.

    `seen` is the number of the mark that the page showed. Only one in time can count.
    """

    verdict = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)
    reason = LineField(
        label="How you know",
        help_text="For example: “both say so on the phone”. Name nobody.",
        max_length=200,
        error_messages={"required": "Say how you know."},
    )

    def __init__(
        self,
        *args: Any,
        pair: tuple[Application, Application],
        mark: DuplicateMark | None,
        may_be_same: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.fields["verdict"].choices = [
            *(
                (each.reference, f"The same person. {each.reference} counts, the other does not.")
                for each in pair
                if may_be_same
                and each.status == ApplicationStatus.RECEIVED
                and (mark is None or mark.counts_id != each.pk)
            ),
            *(
                (value, words)
                for value, words in (
                    (Verdict.DIFFERENT_PEOPLE, "Different people. Both count."),
                    (Verdict.UNDECIDED, "Take it back: not decided after all. Both count."),
                )
                if value != (mark.verdict if mark else Verdict.UNDECIDED)
            ),
        ]

    def decision(self) -> dict[str, Any]:
        """Arguments of the action; call it after is_valid()."""
        chosen = self.cleaned_data["verdict"]
        counts = next((each for each in self.pair if each.reference == chosen), None)
        return {
            "verdict": Verdict.SAME_PERSON if counts else Verdict(chosen),
            "counts": counts,
            "reason": self.cleaned_data["reason"],
            "seen": self.cleaned_data["seen"],
        }


class TwoReferencesForm(StaffForm):
    """Two applications that the search did not find, but somebody knows of."""

    first = LineField(label="One reference", max_length=40, required=False)
    second = LineField(label="The other", max_length=40, required=False)


class HintForm(forms.Form):
    """What a clerk has typed so far, with the paper form's field names. Accepts anything."""

    full_name = forms.CharField(required=False)
    chosen_name = forms.CharField(required=False)
    phone = forms.CharField(required=False)
    email = forms.CharField(required=False)
