"""Answers in words, for the check page and the status page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.enums import YesNo
from applications.form.forms.questions import DeclarationForm
from applications.form.forms.rendered import rendered
from applications.form.forms.steps import STEPS
from applications.models import Call


@dataclass(frozen=True)
class AnswerGroup:
    """One step's answers as (label, lines), and where to change them.

    If this reader may not see them, only when they were saved.
    """

    title: str
    change_url: str
    answers: list[tuple[str, list[str]]]
    is_optional: bool = False
    hidden_since: datetime | None = None


def groups(
    call: Call,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    hidden: Collection[str] = (),
    hidden_since: datetime,
) -> list[AnswerGroup]:
    """All answers by step, without empty ones.

    The steps in `hidden` were answered at `hidden_since`; this reader may not see how.
    """
    return [
        AnswerGroup(
            title=str(step.title),
            change_url=reverse("applications:step-edit", args=[call.slug, step.slug])
            + "?return=check",
            answers=[
                (str(field.label), lines)
                for name, field in rendered(call, step.form).fields.items()
                if (lines := lines_of(field, answers.get(step.slug, {}).get(name)))
            ],
            is_optional=rendered(call, step.form).is_optional,
            hidden_since=hidden_since if step.slug in hidden else None,
        )
        for step in STEPS
    ]


def last_answers(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The last page's answers as (label, yes or no); help only where somebody said so."""
    asked = [name for name in ("was_helped", "wants_later_calls") if name in answers]
    return [(str(DeclarationForm.base_fields[name].label), _said(answers[name])) for name in asked]


def _said(answer: object) -> str:
    return str((YesNo.YES if answer in (True, YesNo.YES) else YesNo.NO).label)


def lines_of(field: forms.Field, value: object) -> list[str]:
    """One answer in words, as lines; none if it is empty."""
    if not value:
        return []
    if isinstance(field, forms.BooleanField):
        return [_("Yes")]
    if isinstance(field, forms.ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        return [str(label) for key, label in field.choices if key in chosen]
    return str(value).split("\n")
