"""What all steps share."""

from collections.abc import Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from applications.models import Call
from core.form_fields import TrapField

TRAP = "website"


class StepForm(forms.Form):
    """One page of the form, for one call. Its cleaned data is plain JSON: text, bools, lists."""

    groups: ClassVar[tuple] = ()
    hide_optional: bool = False
    has_trap: bool = False
    # One answer among several fields: the field that stands for it → all of them.
    alternatives: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    # Fields that a paper left empty, or wrote so: see PaperForm.
    may_lack: tuple[str, ...] = ()
    as_written: tuple[str, ...] = ()

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        if self.groups:
            self.helper.layout = Layout(*self.groups)
        self.build()
        if self.has_trap and not self.prefix:
            self._set_trap()
        for field in self.fields.values():
            self._say_what_is_missing(field)

    def build(self) -> None:
        """Add the fields that depend on the call or on the city's data."""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop(TRAP, None)
        return given

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with the trap is said of the page: nobody sees that box."""
        super().add_error(None if field == TRAP else field, error)

    def _set_trap(self) -> None:
        """A box for programs to fill in. The clerk's form, whose parts have prefixes, has none."""
        self.helper.layout = Layout(*(self.groups or self.fields), Div(TRAP, css_class="trap"))
        self.fields[TRAP] = TrapField()

    @staticmethod
    def _say_what_is_missing(field: forms.Field) -> None:
        """A required field's message names what to do instead of "This field is required."."""
        if message := getattr(field, "missing", None):
            field.error_messages["required"] = message
