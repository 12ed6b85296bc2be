"""Which applications a list or an export is of."""

from typing import Any

from django import forms

from applications.enums import ApplicationStatus, Channel, ResidencyStatus
from applications.models import Call
from applications.queries import neighborhoods
from core import languages
from core.form_fields import LineField

EVERY_CALL = "all"


class SearchForm(forms.Form):
    """What to look for, and filters. Nothing is required."""

    hide_optional = True

    text = LineField(
        label="Name, reference, email or phone",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    call = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False, choices=[("", "Any"), *ApplicationStatus.choices])
    residency = forms.ChoiceField(
        label="Residency check", required=False, choices=[("", "Any"), *ResidencyStatus.choices]
    )
    neighborhood = forms.ChoiceField(required=False)
    language = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), *((each.code, each.english_name) for each in languages.ALL)],
    )
    channel = forms.ChoiceField(
        label="Came", required=False, choices=[("", "Any"), *Channel.choices]
    )

    def __init__(self, *args: Any, calls: list[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = calls
        self.fields["call"].choices = [
            *((call.slug, call.title) for call in calls), (EVERY_CALL, "All calls"),
        ]  # fmt: skip
        places = [(place.slug, place.name) for place in neighborhoods()]
        self.fields["neighborhood"].choices = [("", "Any"), *places]

    def filters(self) -> dict[str, str]:
        """What stands in an address: the chosen filters, without the text that was looked for.

        Call it after is_valid(). A filter that does not exist is left out.
        """
        given = {name: value for name, value in self.cleaned_data.items() if value}
        given.pop("text", None)
        return given

    def wanted(self) -> dict[str, str]:
        """The filters as `search_entries` takes them: the newest call by default."""
        chosen = self.filters()
        call = chosen.pop("call", self.calls[0].slug if self.calls else EVERY_CALL)
        return chosen if call == EVERY_CALL else {**chosen, "call": call}
