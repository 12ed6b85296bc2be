"""The boxes that choose a group's values: a page has hundreds, most of them folded away."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_BOX = '<div><label><input type="checkbox" name="{}" value="{}"{}> {}</label></div>'


class ValueBoxes(forms.CheckboxSelectMultiple):
    """Drawn without a template.

    Only the first has an id, which the summary of errors leads to: their labels are around them.
    """

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """As django/forms/widgets/multiple_input.html."""
        ticked = set(self.format_value(value))
        worn = self.build_attrs(self.attrs, attrs)
        own = worn.pop("id")
        ids = {0: {"id": self.id_for_label(own, "0")}}
        boxes = (
            (name, key, flatatt({**ids.get(at, {}), **worn, "checked": key in ticked}), label)
            for at, (key, label) in enumerate(self.choices)
        )
        return format_html('<div id="{}">{}</div>', own, format_html_join("\n", _BOX, boxes))
