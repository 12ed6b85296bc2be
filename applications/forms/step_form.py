"""What all steps share."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from applications.models import Call


class StepForm(forms.Form):
    """One page of the form, for one call. Its cleaned data is plain JSON: text, bools, lists."""

    groups: ClassVar[tuple] = ()
    hide_optional: bool = False

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        if self.groups:
            self.helper.layout = Layout(*self.groups)
        self.build()
        for field in self.fields.values():
            self._say_what_is_missing(field)

    def build(self) -> None:
        """Add the fields that depend on the call or on the city's data."""

    @staticmethod
    def _say_what_is_missing(field: forms.Field) -> None:
        """A required field's message names what to do instead of "This field is required."."""
        if message := getattr(field, "missing", None):
            field.error_messages["required"] = message
