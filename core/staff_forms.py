"""The base of small forms on staff pages."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


class StaffForm(forms.Form):
    """Rendered inside the page's own form tag; optional fields say so in their label."""

    hide_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}-%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["required"] = "Choose one."
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
