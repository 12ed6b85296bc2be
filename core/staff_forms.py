"""The base of small forms on staff pages."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


class SeenForm(forms.Form):
    """About something that somebody else may change meanwhile: `seen` is the version it showed.

    Its page gives the version of now as `initial`; the action refuses another one with
    ChangedMeanwhile, and the form that goes back keeps what was typed and follows the newer one.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def follow(self) -> None:
        """Sent again, it changes what its page shows now."""
        now = self.initial["seen"]
        self.data = self.data.copy()
        self.data.setlist(self.add_prefix("seen"), now if isinstance(now, list) else [now])


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
