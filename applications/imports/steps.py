"""The steps of the form as rows are read with them: built once, and cleaned again for each row."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms

from applications.form.forms.person import ContactForm
from applications.form.forms.step_form import StepForm
from applications.models import Call
from applications.paper.forms.paper import LONGEST_ON_PAPER, MAY_LOOK_WRONG
from core.form_fields import TextField


def relax(form: StepForm) -> None:
    """Let anything be left empty, and texts be as long as on paper."""
    form.may_be_empty = tuple(form.fields)
    form.as_written = MAY_LOOK_WRONG
    for name, each in form.fields.items():
        each.required = False
        if name in MAY_LOOK_WRONG:
            each.validators = []
        if isinstance(each, TextField):
            each.limit = max(each.limit, LONGEST_ON_PAPER)
        if isinstance(each, forms.BooleanField):
            each.widget = forms.Select()  # its value is "yes" or "no", not a tick
            each.to_python = _is_yes


def strict_contact(call: Call) -> ContactForm:
    """What the web form would refuse of an email or a phone, and nothing else."""
    form = ContactForm(call=call, data={}, prefix="contact")
    form.fields = {name: form.fields[name] for name in MAY_LOOK_WRONG}
    form.may_be_empty = tuple(form.alternatives)
    return form


def empty_steps(
    steps: Mapping[str, StepForm], filled: Collection[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The steps of which no field is filled, as they are cleaned: the same for each row."""
    for slug, form in steps.items():
        form.data = {}
        form.full_clean()
        if not form.errors and not any(key.startswith(f"{slug}-") for key in filled):
            yield slug, form.cleaned_data


def _is_yes(value: Any) -> bool:
    return value == "yes"
