"""Text fields for every form: cleaned the same way, in every script."""

from typing import Any

from django import forms

from core import text

LONGEST_LINE = 200
LONGEST_TEXT = 5000


class _DirectionOfItsText:
    """A text box runs the way its own text does, whatever the page's language."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        if "dir" not in widget.attrs:
            attrs["dir"] = "auto"
        return attrs


class LineField(_DirectionOfItsText, forms.CharField):
    """One line of text in any script, cleaned but never split, recased or shortened."""

    def __init__(self, *, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return text.clean(super().to_python(value))


class TextField(_DirectionOfItsText, forms.CharField):
    """Several lines of text; line breaks are kept."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST_TEXT, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        return text.clean(super().to_python(value), multiline=True)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a pasted text without a word. The limit is an error."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs
