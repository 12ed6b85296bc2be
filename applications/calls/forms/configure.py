"""Forms for a call: its facts and wording, copying it, extending its deadline."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from applications.calls.forms.wording import long_words
from applications.models import Call
from core.form_fields import DayField, LineField, MomentField, TextField
from core.row_form import RowForm, Words
from core.staff_forms import StaffForm

RESERVED_SLUGS = {"about"}  # the first part of other URLs
MOST_DOLLARS = 1_000_000
OLDEST = 99
OFFICES = "Leave it empty to show the office’s."
KEPT_ONCE_OPEN = (
    "slug",
    "reference_prefix",
    "opens_at",
    "closes_at",
    "deadline_rule",
    "minimum_age",
    "asks_city_employment",
)
LONGEST_OPEN = timedelta(days=2 * 366)
OPEN_TOO_LONG = "A call is open for two years at most. Check the year."
HAS_OPENED = "The call has opened and keeps what it promised."


class DollarsField(forms.IntegerField):
    """Whole dollars in the form, cents in the database."""

    def prepare_value(self, value: Any) -> Any:
        """Cents from the database in dollars; typed text unchanged."""
        return value // 100 if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        dollars = super().to_python(value)
        if dollars is not None and not 0 <= dollars <= MOST_DOLLARS:
            raise forms.ValidationError(f"Choose an amount from 0 to {MOST_DOLLARS:,} dollars.")
        return None if dollars is None else dollars * 100


def _slug_field(max_length: int | None = None) -> forms.RegexField:
    return forms.RegexField(
        r"^[a-z0-9-]+$",
        strip=True,
        max_length=max_length,
        label="Web address",
        help_text="The last part of the call’s address: small letters, digits and dashes.",
        error_messages={"invalid": "Use small letters, digits and dashes."},
    )


class _CapitalsField(LineField):
    """Small letters are taken as capitals."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


def _prefix_field() -> LineField:
    return _CapitalsField(
        label="References begin with",
        help_text="Two to four capital letters, such as CDG.",
        max_length=4,
        validators=[RegexValidator(r"^[A-Z]{2,4}$", "Use two to four capital letters, A to Z.")],
    )


class _Dates:
    """Shared checks of forms with a call's slug and its opening and closing times."""

    def clean_slug(self) -> str:
        if self.cleaned_data["slug"] in RESERVED_SLUGS:
            raise forms.ValidationError("The site itself uses this address. Choose another.")
        return self.cleaned_data["slug"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "It must close after it opens.")
        if opens and closes and closes > opens + LONGEST_OPEN:
            self.add_error("closes_at", OPEN_TOO_LONG)
        return cleaned


class CallForm(_Dates, RowForm):
    """A call's facts and wording; once it has opened, without KEPT_ONCE_OPEN."""

    wording: ClassVar = {
        "city": Words("City", help="As readers write it."),
        "title": Words("Title"),
        "summary": Words("Summary", rows=3),
        "time_needed": long_words("Time needed to apply", rows=2, required=False),
        "stipend_when": long_words("When the stipend is paid, and how", rows=2, required=False),
        "counter_hours": Words(
            "Hours of the counter",
            help="Such as “Monday to Friday, 9 a.m. to 5 p.m.”",
            required=False,
        ),
        "about_you_intro": long_words(
            "Words before the about-you questions", rows=6, required=False
        ),
        "consent": long_words("Declaration before sending", rows=6),
    }

    slug = _slug_field()
    reference_prefix = _prefix_field()
    opens_at = MomentField(label="Opens")
    closes_at = MomentField(label="Closes", help_text="The last moment to send an application.")
    stipend_cents = DollarsField(label="Stipend for each member, in dollars")
    mail_address = TextField(label="Address for mail", max_length=400, rows=4, required=False)
    counter_address = TextField(
        label="Address of the counter", max_length=400, rows=4, required=False
    )
    help_phone = LineField(
        label="Phone number for help", help_text=OFFICES, max_length=40, required=False
    )

    class Meta:
        model = Call
        fields = (
            *KEPT_ONCE_OPEN,
            "grace_minutes",
            "answers_until",
            "meets_from",
            "meets_until",
            "seats",
            "stipend_cents",
            "mail_address",
            "counter_address",
            "help_phone",
            "help_email",
        )
        labels = {
            "deadline_rule": "A mailed application is judged on",
            "grace_minutes": "Minutes of grace after closing",
            "minimum_age": "Minimum age, in years",
            "asks_city_employment": "Ask whether they work for the City",
            "answers_until": "Everyone gets an answer by",
            "meets_from": "First meeting",
            "meets_until": "Last meeting",
            "seats": "Seats",
            "help_email": "E-mail address for help",
        }
        help_texts = {
            "grace_minutes": "Granted, but shown to nobody beforehand.",
            "minimum_age": "Empty: nobody is asked how old they are.",
            "asks_city_employment": "The answer is for staff. It keeps nobody from applying.",
            "answers_until": "A day that residents are promised. It may be left empty.",
            "meets_from": "Residents are told the month, and after sending the day.",
            "meets_until": "",
            "help_email": OFFICES,
        }
        field_classes = dict.fromkeys(("answers_until", "meets_from", "meets_until"), DayField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.has_opened:
            self.leave_out(*KEPT_ONCE_OPEN, because=HAS_OPENED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        closes = cleaned.get("closes_at") or self.instance.closes_at
        first, last = cleaned.get("meets_from"), cleaned.get("meets_until")
        promised = cleaned.get("answers_until")
        if closes and promised and promised <= timezone.localdate(closes):
            self.add_error("answers_until", "Choose a day after the call closes.")
        if last and not (first and first <= last):
            self.add_error("meets_until", "The last meeting cannot come before the first.")
        return cleaned

    def clean_minimum_age(self) -> int | None:
        age = self.cleaned_data["minimum_age"]
        if age is not None and not 1 <= age <= OLDEST:
            raise forms.ValidationError(f"Choose an age from 1 to {OLDEST}, or leave it empty.")
        return age

    def clean_grace_minutes(self) -> int:
        minutes, before = self.cleaned_data["grace_minutes"], self.initial["grace_minutes"]
        if self.instance.has_opened and minutes < before:
            raise forms.ValidationError(f"The call is open with {before}: only more is fair.")
        return minutes


class CopyForm(_Dates, StaffForm):
    """What must be different in a copy."""

    title = LineField(
        label="Title, in English",
        help_text="It is translated anew; all other words come along.",
        max_length=160,
    )
    slug = _slug_field(max_length=30)  # pages of the call have it at the end of their address
    reference_prefix = _prefix_field()
    opens_at = MomentField(label="Opens")
    closes_at = MomentField(label="Closes")

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if Call.objects.filter(title_en__iexact=title).exists():
            raise forms.ValidationError("Another call has this title.")
        return title

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


class ExtendForm(StaffForm):
    """The new deadline and the reason."""

    closes_at = MomentField(label="New deadline")
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
        if closes_at > self.call.opens_at + LONGEST_OPEN:
            raise forms.ValidationError(OPEN_TOO_LONG)
        if closes_at <= timezone.now():
            raise forms.ValidationError("This time has passed.")
        promised = self.call.answers_until
        if promised and promised <= timezone.localdate(closes_at):
            raise forms.ValidationError(
                "Everyone is promised an answer before that. Change that day first, "
                "under Facts and English."
            )
        return closes_at
