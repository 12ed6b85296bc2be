"""Text fields for every form: cleaned and measured the same way, in every script."""

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from core import email_address, text

LONGEST_LINE = 200
LONGEST_TEXT = 5000
# Against abuse: one visible character may pile up any number of accents. Real text in any script
# stays far below this many code points for each.
CODE_POINTS_EACH = 10


class _WrittenText(forms.CharField):
    """Text in any script: a limit counts what a reader sees, and nothing is ever cut."""

    multiline = False

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        # Not handed on: Django would count code points, and a browser given maxlength cuts a
        # pasted text without a word. The limit is an error that keeps what was typed.
        self.limit = max_length
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return text.clean(super().to_python(value), multiline=self.multiline)

    def validate(self, value: str) -> None:
        """The rules of every text field, and the limit."""
        super().validate(value)
        if len(value) <= self.limit:
            return  # there are never more characters than code points
        if len(value) > self.limit * CODE_POINTS_EACH:
            raise forms.ValidationError(
                _("This is far too long. The limit is %(limit)s."),
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
        """A text box runs the way its own text does, whatever the page's language."""
        attrs = super().widget_attrs(widget)
        if "dir" not in widget.attrs:
            attrs["dir"] = "auto"
        return attrs


class LineField(_WrittenText):
    """One line of text in any script, cleaned but never split, recased or shortened."""

    def __init__(self, *, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class TextField(_WrittenText):
    """Several lines of text; line breaks are kept."""

    widget = forms.Textarea
    multiline = True

    def __init__(self, *, max_length: int = LONGEST_TEXT, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows


class EmailField(forms.CharField):
    """An email address that mail can be sent to."""

    default_validators = [email_address.validate]
    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return email_address.clean(super().to_python(value))

    def validate(self, value: str) -> None:
        """Also of an address that stands so on a paper: the column holds no more."""
        super().validate(value)
        if len(value) > email_address.LONGEST:
            raise forms.ValidationError(
                _("This is far too long. The limit is %(limit)s."),
                code="max_length",
                params={"limit": number_format(email_address.LONGEST)},
            )


class TrapField(forms.CharField):
    """A box that people never see and programs fill in. What stands in it is never kept.

    Should a browser fill it in for somebody, the page comes back with the box empty again, so
    that sending once more is enough.
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
        """Shown empty, whatever was sent."""
        return ""
