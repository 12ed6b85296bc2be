"""Forms of the coordinators' pages about readers, conflicts and assignments."""

from collections.abc import Mapping
from typing import Any

from django import forms

from core.form_fields import DayField, LineField, TextField
from core.languages import ALL, ENGLISH
from core.models import User
from core.staff_forms import SeenForm, StaffForm
from reviewers import queries
from reviewers.assigning import ReaderShare
from reviewers.enums import ReaderRole
from reviewers.models import Reader
from reviewers.readers import Terms, digest_of

LONGEST_CAP, MOST_READINGS, MOST_NAMES = 10_000, 20, 50
LANGUAGES = [(each.code, each.english_name) for each in ALL if each != ENGLISH]


class ReadersAddForm(StaffForm):
    """Reviewers who do not read for this call yet."""

    users = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Add readers", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = others


class ReaderForm(StaffForm):
    """What a reader can do; `seen` is a digest of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    cap = forms.IntegerField(
        label="Most applications (optional)",
        required=False,
        min_value=0,
        max_value=LONGEST_CAP,
        help_text="What is done counts. Without a number, as many as an even share is.",
    )
    paused_from = DayField(label="Paused from (optional)", required=False)
    paused_until = DayField(
        label="Paused until (optional)",
        required=False,
        help_text="The last day of the pause. Empty: until you end it.",
    )
    languages = forms.MultipleChoiceField(
        label="Reads without translation (optional)",
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label="Brings (optional)",
        choices=[(role.value, role.label.capitalize()) for role in ReaderRole],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def initial_of(cls, reader: Reader) -> dict[str, Any]:
        """What the page shows of a reader."""
        return {
            "seen": digest_of(reader),
            "cap": reader.cap,
            "paused_from": reader.paused_from,
            "paused_until": reader.paused_until,
            "languages": [each.language for each in reader.languages.all()],
            "roles": reader.roles,
        }

    def clean(self) -> dict[str, Any]:
        """A pause ends after it begins."""
        given = super().clean()
        start, end = given.get("paused_from"), given.get("paused_until")
        if end and not start:
            self.add_error("paused_from", "Say from when.")
        elif start and end and end < start:
            self.add_error("paused_until", "This is before the pause begins.")
        return given

    def terms(self) -> Terms:
        """What a valid form says."""
        return Terms(**{name: self.cleaned_data[name] for name in Terms.__dataclass_fields__})


class ReasonForm(StaffForm):
    """Why; it stays on record."""

    reason = LineField(label="Reason")


class ReleaseForm(SeenForm, ReasonForm):
    """Why somebody's work goes to others; `seed` and `seen` say what the page showed of it."""

    seed = forms.RegexField(r"\A[0-9a-f]{16}\Z", widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def follow(self) -> None:
        """Sent again, it gives out what its page shows now."""
        super().follow()
        self.data["seed"] = self.initial["seed"]


class WantedForm(StaffForm):
    """More or fewer readings for one application, and why."""

    readings = forms.IntegerField(
        min_value=1,
        max_value=MOST_READINGS,
        label="Readings in all",
        help_text=f"From 1 to {MOST_READINGS}.",
    )
    reason = LineField(
        label="Reason", error_messages={"required": "Say why: a few words are enough."}
    )


class ConflictForm(StaffForm):
    """Who may not read an application, and why."""

    reader = forms.ModelChoiceField(User.objects.none(), empty_label="Choose a reader")
    reason = LineField(
        label="Reason",
        help_text="Coordinators read it. Name nobody.",
        error_messages={"required": "Say why: a few words are enough."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = queries.reviewers()


class ListedPersonForm(StaffForm):
    """Somebody whom a reader knows."""

    name = LineField(label="First and last name")
    note = LineField(label="How you know them (optional)", required=False)


class NamesForm(StaffForm):
    """Names to look for among applicants; nothing is stored, and nobody is written to."""

    names = TextField(
        label="Names",
        help_text=f"One on each line, first and last name; at most {MOST_NAMES}.",
        max_length=5000,
        rows=8,
    )

    def clean_names(self) -> list[str]:
        """Each once, in their order."""
        lines = (line.strip() for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(filter(None, lines)))
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(f"At most {MOST_NAMES} names at once.")
        return names


class ProposeForm(StaffForm):
    """What an assignment is to keep to."""

    anew = forms.TypedChoiceField(
        label="Work that nobody has opened yet",
        choices=[
            ("", "Stays with its reader; only readings that lack a reader get one"),
            ("anew", "Is shared out anew, and may move from one reader to another"),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    role = forms.ChoiceField(
        label="Wanted of one reader of each application",
        choices=[
            ("", "Nothing in particular"),
            *((role.value, role.label.capitalize()) for role in ReaderRole),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


class AdjustForm(StaffForm):
    """Who reads one application, in a proposal."""

    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Readers",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    above_limit = forms.BooleanField(label="Even if it is above a reader’s limit", required=False)

    def __init__(
        self, *args: Any, among: Any, shares: Mapping[int, ReaderShare], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = among
        self.fields["readers"].label_from_instance = lambda user: _with_load(user, shares)
        if not any(shares[user.pk].is_full for user in among if user.pk in shares):
            del self.fields["above_limit"]


def _with_load(user: User, shares: Mapping[int, ReaderShare]) -> str:
    """A reader and what they have in a proposal: “Ana Cruz, has 12 of 15”."""
    share = shares.get(user.pk)
    if share is None:
        return str(user)
    of_limit = "" if share.limit is None else f" of at most {share.limit}"
    return f"{user}, has {share.all}{of_limit}"
