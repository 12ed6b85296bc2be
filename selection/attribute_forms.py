"""What people are balanced by: a form with a choice for each attribute, and asking for one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst

from applications.models import Call, Question
from core.form_fields import TextField
from core.staff_forms import StaffForm
from selection.attributes import YES_NO, is_sensitive, questions_to_balance_by
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute

OF_PLACES = {
    AttributeSource.CLUSTER: "Groups of neighborhoods, such as the targets are suggested for.",
    AttributeSource.NEIGHBORHOOD: "Each neighborhood by itself, or any of several.",
    AttributeSource.LANGUAGE: "The language that somebody would speak in the group.",
}


@dataclass(frozen=True)
class Line:
    """One attribute that a call has, or could have, with the field that says its use."""

    attribute: Attribute
    name: str
    about: str

    @property
    def may_be_target(self) -> bool:
        """Whether nobody has to approve it, or somebody has."""
        return not self.attribute.is_sensitive or self.attribute.approved_by_id is not None

    @property
    def is_waiting(self) -> bool:
        """Whether somebody asked, and nobody has answered yet."""
        return self.attribute.asked_by_id is not None and self.attribute.approved_by_id is None


def lines_of(call: Call) -> list[Line]:
    """Places and language first, then the choice questions as they stand in the form."""
    known = {
        (each.source, each.question_id): each
        for each in Attribute.objects.filter(call=call).select_related(
            "question", "asked_by", "approved_by", "declined_by"
        )
    }
    off = AttributeUse.OFF
    lines = [
        Line(
            known.get((source, None)) or Attribute(call=call, source=source, use=off),
            f"use-{source}",
            about,
        )
        for source, about in OF_PLACES.items()
    ]
    for question in questions_to_balance_by(call):
        attribute = known.get((AttributeSource.QUESTION, question.pk)) or Attribute(
            call=call,
            source=AttributeSource.QUESTION,
            question=question,
            use=off,
            is_sensitive=is_sensitive(question),
        )
        lines.append(Line(attribute, f"use-question-{question.pk}", choices_of(question)))
    return lines


def choices_of(question: Question) -> str:
    """What can be answered, in one line."""
    return " · ".join(choice.text_en for choice in question.choices.all()) or " · ".join(
        YES_NO.values()
    )


class AttributesForm(StaffForm):
    """One choice for each attribute; a sensitive one is offered as a target once it is approved."""

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            uses = [
                (use.value, capfirst(use.label))
                for use in AttributeUse
                if use != AttributeUse.TARGET or line.may_be_target
            ]
            self.fields[line.name] = forms.ChoiceField(
                label=capfirst(str(line.attribute)),
                choices=uses,
                initial=line.attribute.use,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose one."},
            )

    def uses(self) -> dict[tuple[AttributeSource, Question | None], AttributeUse]:
        """Those that differ from now; call it after is_valid()."""
        return {
            (AttributeSource(line.attribute.source), line.attribute.question): AttributeUse(chosen)
            for line in self.lines
            if (chosen := self.cleaned_data[line.name]) != line.attribute.use
        }

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField]]:
        """Each attribute with its field."""
        return [(line, self[line.name]) for line in self.lines]


class AskForm(StaffForm):
    """Why a sensitive attribute should be a target."""

    reason = TextField(
        label="Why should it be a target?",
        rows=4,
        max_length=2000,
        help_text=(
            "Say what the group would lack without it, and what law or policy allows it. "
            "Whoever approves reads this, and it stays in the history."
        ),
    )


class DeclineForm(StaffForm):
    """Why a sensitive attribute is no target; several stand on a page."""

    decline_reason = TextField(
        label="Why not?",
        rows=3,
        max_length=2000,
        help_text="Whoever asked reads this, and it stays in the history.",
        error_messages={"required": "Say why not: whoever asked reads it."},
    )
