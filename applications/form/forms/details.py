"""The steps of the form that may be changed after the deadline."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.enums import Detail, Resident
from applications.form.forms.home import HomeForm, ZipHint
from applications.form.forms.person import ContactForm, SupportForm
from applications.form.forms.step_form import StepForm


class NewHomeForm(HomeForm):
    """Where somebody lives now. Whoever left the city need not name a neighborhood."""

    groups = ("lives_in_city", *HomeForm.groups)
    field_order: ClassVar = ["lives_in_city"]

    lives_in_city = forms.ChoiceField(
        choices=Resident,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )

    def build(self) -> None:
        super().build()
        city = {"city": self.call.city}
        self.fields["lives_in_city"].label = _("Do you live in %(city)s?") % city
        self.fields["neighborhood"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_left = cleaned.get("lives_in_city") == Resident.NO
        if not has_left and not cleaned.get("neighborhood") and "neighborhood" not in self.errors:
            words = self.fields["neighborhood"].error_messages["required"]
            self.add_error("neighborhood", forms.ValidationError(words, code="required"))
        return cleaned

    def hint_about(self, doubt: str) -> ZipHint | None:
        """Nothing is asked of somebody who says that they left: a person will look at it."""
        if self.cleaned_data.get("lives_in_city") == Resident.NO:
            return None
        hint = super().hint_about(doubt)
        return hint and replace(hint, asks_residence=False)


FORMS: Mapping[Detail, type[StepForm]] = {
    Detail.CONTACT: ContactForm,
    Detail.HOME: NewHomeForm,
    Detail.SUPPORT: SupportForm,
}
