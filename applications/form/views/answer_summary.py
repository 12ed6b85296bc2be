"""What somebody answered, in words, for the check page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.form.forms.rendered import rendered
from applications.form.forms.steps import STEPS
from applications.models import Call


@dataclass(frozen=True)
class AnswerGroup:
    """One step's answers: (label, lines) each, and where to change them.

    Of answers that this reader may not see, only since when they are there.
    """

    title: str
    change_url: str
    answers: list[tuple[str, list[str]]]
    is_optional: bool = False
    unseen_since: datetime | None = None


def groups(
    call: Call,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    unseen: Collection[str] = (),
    unseen_since: datetime,
) -> list[AnswerGroup]:
    """Every answer given, step by step; what was left empty is not listed.

    The steps in `unseen` are answered `unseen_since`, and this reader may not see how.
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
            unseen_since=unseen_since if step.slug in unseen else None,
        )
        for step in STEPS
    ]


def lines_of(field: forms.Field, value: object) -> list[str]:
    """One answer in words, a line each; none for what was left empty."""
    if not value:
        return []
    if isinstance(field, forms.BooleanField):
        return [_("Yes")]
    if isinstance(field, forms.ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        return [str(label) for key, label in field.choices if key in chosen]
    return str(value).split("\n")
