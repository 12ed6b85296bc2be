"""What coordinators fill in about a call: facts, wording, sections, questions, choices."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.text import slugify

from applications import call_parts
from applications.enums import CHOICE_KINDS, Kind, Part, Sensitivity
from applications.forms.site_text import PROSE
from applications.forms.step_form import CONFIRMED, TRAP
from applications.models import Call, CallSection, Choice, Question
from core.form_fields import LineField, TextField
from core.row_form import RowForm, Words

RESERVED_SLUGS = {"about"}  # the first part of other addresses
# Names that the form's own buttons and hidden boxes have.
RESERVED_KEYS = {TRAP, CONFIRMED, "later", "other-language", "first-tried", "csrfmiddlewaretoken"}
KEY_LENGTH = 40
MOST_DOLLARS = 1_000_000
MOST_CHARACTERS = 20_000
KEPT_ONCE_OPEN = (
    "slug", "reference_prefix", "opens_at", "closes_at", "deadline_rule", "minimum_age",
    "asks_city_employment",
)  # fmt: skip
OLDEST = 99
HAS_OPENED = "The call has opened and keeps what it promised."
FROZEN = "The call is open, or somebody has begun to answer: only the words can be changed."


class CityTimeField(forms.DateTimeField):
    """A date and a time on the city's clock."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            says = "The clocks change in that hour. Choose a time before or after it."
            raise forms.ValidationError(says, code="clock_change") from error


class DollarsField(forms.IntegerField):
    """Whole dollars on the page, cents in the database."""

    def prepare_value(self, value: Any) -> Any:
        """Cents from the database as dollars; what somebody typed as it is."""
        return value // 100 if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        dollars = super().to_python(value)
        if dollars is not None and not 0 <= dollars <= MOST_DOLLARS:
            raise forms.ValidationError(f"Choose an amount from 0 to {MOST_DOLLARS:,} dollars.")
        return None if dollars is None else dollars * 100


def _slug_field() -> forms.SlugField:
    return forms.SlugField(
        label="Web address",
        help_text="The last part of the call’s address: small letters, digits and dashes.",
        validators=[RegexValidator(r"^[a-z0-9-]+$", "Use small letters, digits and dashes.")],
    )


def _prefix_field() -> LineField:
    return LineField(
        label="References begin with",
        help_text="Two to four capital letters, such as CDG.",
        max_length=4,
        validators=[RegexValidator(r"^[A-Z]{2,4}$", "Use two to four capital letters, A to Z.")],
    )


class _Dates:
    """Checks that a form shares which asks when a call opens and closes, and for its address."""

    def clean_slug(self) -> str:
        if self.cleaned_data["slug"] in RESERVED_SLUGS:
            raise forms.ValidationError("The site itself uses this address. Choose another.")
        return self.cleaned_data["slug"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        opens, closes = given.get("opens_at"), given.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "It must close after it opens.")
        return given


class CallForm(_Dates, RowForm):
    """A call's facts and its own wording. Once it is open, only what it did not promise."""

    wording: ClassVar = {
        "city": Words("City", help="As readers write it."),
        "title": Words("Title"),
        "summary": Words("Summary", rows=3),
        "time_needed": Words("Time needed", rows=4, required=False),
        "about_you_intro": Words("Words before the about-you questions", rows=6, required=False),
        "consent": Words("Declaration before sending", rows=6),
    }

    slug = _slug_field()
    reference_prefix = _prefix_field()
    opens_at = CityTimeField(label="Opens")
    closes_at = CityTimeField(label="Closes", help_text="The last moment to send an application.")
    stipend_cents = DollarsField(label="Stipend for each member, in dollars")
    mail_address = TextField(label="Address for mail", max_length=400, rows=4, required=False)
    counter_address = TextField(
        label="Address of the counter", max_length=400, rows=4, required=False
    )
    help_phone = LineField(label="Phone number for help", max_length=40, required=False)

    class Meta:
        model = Call
        fields = (
            *KEPT_ONCE_OPEN, "grace_minutes", "seats", "stipend_cents", "mail_address",
            "counter_address", "help_phone", "help_email",
        )  # fmt: skip
        labels = {
            "deadline_rule": "A mailed application is judged on",
            "grace_minutes": "Minutes of grace after closing",
            "minimum_age": "Minimum age, in years",
            "asks_city_employment": "Ask whether they work for the City",
            "seats": "Seats",
            "help_email": "E-mail address for help",
        }
        help_texts = {
            "grace_minutes": "Granted, but shown to nobody beforehand.",
            "minimum_age": "Empty: nobody is asked how old they are.",
            "asks_city_employment": "The answer is for staff. It keeps nobody from applying.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.has_opened:
            self.leave_out(*KEPT_ONCE_OPEN, because=HAS_OPENED)

    def clean_minimum_age(self) -> int | None:
        age = self.cleaned_data["minimum_age"]
        if age is not None and not 1 <= age <= OLDEST:
            raise forms.ValidationError(f"Choose an age from 1 to {OLDEST}, or leave it empty.")
        return age

    def clean_grace_minutes(self) -> int:
        given, before = self.cleaned_data["grace_minutes"], self.initial["grace_minutes"]
        if self.instance.has_opened and given < before:
            raise forms.ValidationError(f"The call is open with {before}: only more is fair.")
        return given


class CopyForm(_Dates, forms.Form):
    """What must differ in a copy."""

    hide_optional = True

    slug = _slug_field()
    reference_prefix = _prefix_field()
    opens_at = CityTimeField(label="Opens")
    closes_at = CityTimeField(label="Closes")

    def clean_slug(self) -> str:
        slug = super().clean_slug()
        if Call.objects.filter(slug=slug).exists():
            raise forms.ValidationError("Another call has this address.")
        return slug

    def clean_reference_prefix(self) -> str:
        prefix = self.cleaned_data["reference_prefix"]
        if Call.objects.filter(reference_prefix=prefix).exists():
            raise forms.ValidationError("Another call’s references begin like this.")
        return prefix


class ExtendForm(forms.Form):
    """Until when, and why."""

    hide_optional = True

    closes_at = CityTimeField(label="New deadline")
    reason = TextField(
        label="Reason",
        help_text="Auditors read it. Residents do not see it.",
        max_length=1000,
        rows=3,
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call

    def clean_closes_at(self) -> datetime:
        closes_at = self.cleaned_data["closes_at"]
        if closes_at <= self.call.closes_at:
            raise forms.ValidationError("An open deadline can only move later.")
        if closes_at <= timezone.now():
            raise forms.ValidationError("This time has passed.")
        return closes_at


class SectionForm(RowForm):
    """A section of the call's page."""

    wording: ClassVar = {
        "heading": Words("Heading"),
        "body": Words("Text", help=PROSE, rows=10),
    }

    class Meta:
        model = CallSection
        fields: ClassVar = ()


class QuestionForm(RowForm):
    """A question: where it stands, what kind it is, and its words."""

    wording: ClassVar = {
        "text": Words("Question", rows=2),
        "help": Words("Hint", rows=2, required=False),
    }

    class Meta:
        model = Question
        fields = ("part", "kind", "is_required", "is_scored", "sensitivity", "max_characters")
        labels = {
            "part": "Part of the form",
            "kind": "Kind of answer",
            "is_required": "Everybody must answer it",
            "is_scored": "Reviewers read the answers",
            "sensitivity": "How careful staff must be",
            "max_characters": "Most characters",
        }
        help_texts = {"max_characters": "Of a text. Empty: as many as the form takes."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks_facts = "kind" in self.fields and self.instance.pk
        if asks_facts and call_parts.is_frozen(self.instance.call):
            self.leave_out(*self.Meta.fields, because=FROZEN)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("part") == Part.ABOUT_YOU:
            for name in ("is_required", "is_scored"):
                if given.get(name):
                    says = "About-you questions are never required and never scored."
                    self.add_error(name, says)
            given["sensitivity"] = Sensitivity.SPECIAL
        is_text = given.get("kind") in (Kind.LONG_TEXT, Kind.SHORT_TEXT)
        most = given.get("max_characters")
        if most is not None and not is_text and "kind" in given:
            self.add_error("max_characters", "Only a text has a length: leave this empty.")
        if most is not None and not 1 <= most <= MOST_CHARACTERS:
            self.add_error("max_characters", f"Choose a number from 1 to {MOST_CHARACTERS:,}.")
        has_choices = self.instance.pk and self.instance.choices.exists()
        if "kind" in given and given["kind"] not in CHOICE_KINDS and has_choices:
            self.add_error("kind", "Remove the choices first.")
        return given


class ChoiceForm(RowForm):
    """One choice's words. Its label says which of them it is, or that it is new."""

    wording: ClassVar = {"text": Words("Choice")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which = f"Choice {self.instance.order + 1}" if self.instance.pk else "New choice"
        for field in self.fields.values():
            if field.label:
                field.label = field.label.replace("Choice", which)

    class Meta:
        model = Choice
        fields: ClassVar = ()


def new_key(words: str, taken: set[str]) -> str:
    """A key for a row that is worded like this, unlike those `taken`; stored once, never shown."""
    stem = slugify(words)[:KEY_LENGTH].strip("-") or "item"
    taken = taken | RESERVED_KEYS
    if stem not in taken:
        return stem
    return next(key for number in range(2, 1000) if (key := f"{stem}-{number}") not in taken)
