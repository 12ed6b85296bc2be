"""Form fields for text in every script, email addresses and dates."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from core import dates, email_address, text

LONGEST_LINE = 200
LONGEST_TEXT = 5000
# Against abuse: one visible character may carry any number of accents. Real text in any script
# has far fewer code points per character.
CODE_POINTS_EACH = 10


class _WrittenText(forms.CharField):
    """Text in any script; its limit counts visible characters, and nothing is ever cut off."""

    multiline = False

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        # Not passed to Django: it would count code points, and with maxlength a browser cuts
        # pasted text silently. Our limit is an error that keeps what was typed.
        self.limit = max_length
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return text.clean(super().to_python(value), multiline=self.multiline)

    def validate(self, value: str) -> None:
        """The rules of every text field, and the limit."""
        super().validate(value)
        if len(value) <= self.limit:
            return  # a text has at most as many characters as code points
        if len(value) > self.limit * CODE_POINTS_EACH:
            raise forms.ValidationError(
                _("This is far too long. The limit is %(limit)s characters."),
                code="max_length",
                params={"limit": number_format(self.limit)},
            )
        if (over := text.length(value) - self.limit) > 0:
            raise forms.ValidationError(
                _("Too long by %(over)s. The limit is %(limit)s characters."),
                code="max_length",
                params={"over": number_format(over), "limit": number_format(self.limit)},
            )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The direction of a text box follows its text, not the page's language."""
        attrs = super().widget_attrs(widget)
        if "dir" not in widget.attrs:
            attrs["dir"] = "auto"
        return attrs


class LineField(_WrittenText):
    """One line of text in any script."""

    def __init__(self, *, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class ReferenceField(LineField):
    """A reference, also with spaces or other dashes: "cdg 7k4m q2xd" becomes "CDG-7K4M-Q2XD"."""

    def to_python(self, value: Any) -> str:
        return "-".join(re.findall(r"[0-9A-Z]+", super().to_python(value).upper()))


class TextField(_WrittenText):
    """Several lines of text; line breaks are kept.

    `help_on_paper` replaces the help text where nothing counts characters while somebody writes.
    """

    widget = forms.Textarea
    multiline = True

    def __init__(
        self,
        *,
        max_length: int = LONGEST_TEXT,
        rows: int = 4,
        help_on_paper: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows
        self.help_on_paper = self.help_text if help_on_paper is None else help_on_paper


class EmailField(forms.CharField):
    """An email address that mail can be sent to."""

    default_validators = [email_address.validate]
    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return email_address.clean(super().to_python(value))

    def validate(self, value: str) -> None:
        """Also for a paper's address, which need not be valid: the column has a limit."""
        super().validate(value)
        if len(value) > email_address.LONGEST:
            raise forms.ValidationError(
                _("This is far too long. The limit is %(limit)s characters."),
                code="max_length",
                params={"limit": number_format(email_address.LONGEST)},
            )


class TrapField(forms.CharField):
    """A honeypot: a box that people never see and spam programs fill in. Never stored.

    If a browser fills it in, the page comes back with the box empty: sending again is enough.
    """

    def __init__(self) -> None:
        super().__init__(
            # Translators: a field that people do not see; programs that fill in every field do
            label=_("Leave this empty"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    def clean(self, value: Any) -> str:
        if value:
            raise forms.ValidationError(
                _(
                    "A hidden box on this page must stay empty, and something was written into "
                    "it, perhaps by your browser. We have emptied it. Please send this page again."
                )
            )
        return ""

    def bound_data(self, data: Any, initial: Any) -> str:
        """Always empty."""
        return ""


class DayField(forms.DateField):
    """A date within the allowed range; with `past`, today or before."""

    default_error_messages = {
        "out_of_range": dates.OUT_OF_RANGE,
        "future": "This is in the future.",
    }

    def __init__(self, *, past: bool = False, **kwargs: Any) -> None:
        self.past = past
        limits = {"min": dates.FIRST_DAY.isoformat(), "max": dates.LAST_DAY.isoformat()}
        widget = forms.DateInput(attrs={"type": "date", **limits}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **kwargs})

    def validate(self, value: date | None) -> None:
        """The allowed range, and the past if required."""
        super().validate(value)
        if value is not None and not dates.FIRST_DAY <= value <= dates.LAST_DAY:
            raise forms.ValidationError(self.error_messages["out_of_range"], code="out_of_range")
        if value is not None and self.past and value > timezone.localdate():
            raise forms.ValidationError(self.error_messages["future"], code="future")


class MomentField(forms.DateTimeField):
    """Date and time in the city's time zone, within the allowed range; with `past`, until now."""

    default_error_messages = {
        **DayField.default_error_messages,
        "clock_change": "The clocks change in that hour. Choose a time before or after it.",
    }

    def __init__(self, *, past: bool = False, **kwargs: Any) -> None:
        self.past = past
        limits = {"min": f"{dates.FIRST_DAY}T00:00", "max": f"{dates.LAST_DAY}T23:59"}
        attrs = {"type": "datetime-local", **limits}
        widget = forms.DateTimeInput(attrs=attrs, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, **kwargs})

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            message = self.error_messages["clock_change"]
            raise forms.ValidationError(message, code="clock_change") from error

    def validate(self, value: datetime | None) -> None:
        """The allowed range, and the past if required."""
        super().validate(value)
        if value is not None and not dates.FIRST_MOMENT <= value < dates.LAST_MOMENT:
            raise forms.ValidationError(self.error_messages["out_of_range"], code="out_of_range")
        if value is not None and self.past and value > timezone.now():
            raise forms.ValidationError(self.error_messages["future"], code="future")
