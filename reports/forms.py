"""Forms to search and to export applications."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from applications.enums import ApplicationStatus, Channel, DuplicateState, ResidencyStatus
from applications.form.queries import neighborhoods
from applications.models import Call
from core import languages
from core.form_fields import LineField
from core.staff_forms import StaffForm

EVERY_CALL = "all"


class SearchForm(StaffForm):
    """Search text and filters, all optional."""

    folded = ("duplicate", "language", "channel", "is_unsigned")
    text = LineField(
        label="Name, reference, email, phone or address",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    call = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False, choices=[("", "Any"), *ApplicationStatus.choices])
    residency = forms.ChoiceField(
        label="Residency check", required=False, choices=[("", "Any"), *ResidencyStatus.choices]
    )
    duplicate = forms.ChoiceField(required=False, choices=[("", "Any"), *DuplicateState.choices])
    neighborhood = forms.ChoiceField(required=False)
    language = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), *((each.code, each.english_name) for each in languages.ALL)],
    )
    channel = forms.ChoiceField(
        label="Came", required=False, choices=[("", "Any"), *Channel.choices]
    )
    is_unsigned = forms.ChoiceField(
        label="Signature", required=False, choices=[("", "Any"), ("1", "Not seen")]
    )

    def __init__(self, *args: Any, calls: list[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = calls
        self.fields["call"].choices = [
            *((call.slug, call.title) for call in calls),
            (EVERY_CALL, "All calls"),
        ]
        places = [(place.slug, place.name) for place in neighborhoods()]
        self.fields["neighborhood"].choices = [("", "Any"), *places]

    def filters(self) -> dict[str, str]:
        """The chosen filters for an address, without the search text.

        Call it after is_valid(). A value that does not exist is an error, and left out here.
        """
        given = {name: value for name, value in self.cleaned_data.items() if value}
        given.pop("text", None)
        return given

    def in_words(self) -> list[tuple[str, str]]:
        """The chosen filters but the call, by their labels."""
        return [
            (self[name].label, capfirst(str(dict(self.fields[name].choices)[value])))
            for name, value in self.filters().items()
            if name != "call"
        ]

    def conditions(self) -> dict[str, str]:
        """The filters as `search_entries` takes them: the first call by default."""
        chosen = self.filters()
        call = chosen.pop("call", self.calls[0].slug if self.calls else EVERY_CALL)
        return chosen if call == EVERY_CALL else {**chosen, "call": call}


class ExportForm(StaffForm):
    """The kind of file, and the parts of each application to include."""

    kind = forms.ChoiceField(
        label="File",
        choices=[("xlsx", "XLSX, for Excel and LibreOffice"), ("csv", "CSV, for other programs")],
        help_text="For Excel take XLSX: a CSV file opened there loses the 0 of ZIP codes.",
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    contact = forms.BooleanField(label="Names and contact details", required=False)
    support = forms.BooleanField(label="Language and support", required=False)
    answers = forms.BooleanField(label="Answers", required=False)
    about_you = forms.BooleanField(label="About-you answers, with a reason", required=False)
    reason = LineField(
        label="Reason for about-you answers",
        help_text="It stands in the access log for good. Name nobody.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, may_open_about_you: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_open_about_you:
            self.fields["about_you"].disabled = True
            self.fields["reason"].disabled = True

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("about_you") and not given.get("reason"):
            self.add_error("reason", "Say why you export about-you answers.")
        if not given.get("about_you"):
            given["reason"] = ""
        return given

    def parts(self) -> dict[str, bool]:
        """The chosen parts: contact, support, answers, about_you; call it after is_valid()."""
        return {
            name: self.cleaned_data[name] for name in ("contact", "support", "answers", "about_you")
        }
