"""What somebody answered, in words, for the check page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.forms.step_form import StepForm
from applications.forms.steps import STEPS
from applications.models import Call


@dataclass(frozen=True)
class AnswerGroup:
    """One step's answers: (label, lines) each, and where to change them."""

    title: str
    change_url: str
    answers: list[tuple[str, list[str]]]


def groups(call: Call, bound: Mapping[str, StepForm]) -> list[AnswerGroup]:
    """Every answer given, step by step; what was left empty is not listed."""
    return [
        AnswerGroup(
            title=str(step.title),
            change_url=reverse("applications:step-edit", args=[call.slug, step.slug])
            + "?return=check",
            answers=[
                (str(field.label), lines)
                for field in bound[step.slug]
                if (lines := _lines(field, bound[step.slug].cleaned_data[field.name]))
            ],
        )
        for step in STEPS
    ]


def _lines(field: BoundField, value: object) -> list[str]:
    if isinstance(field.field, forms.BooleanField):
        return [_("Yes")] if value else []
    if isinstance(field.field, forms.ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        return [str(label) for key, label in field.field.choices if key and key in chosen]
    return str(value).split("\n") if value else []
