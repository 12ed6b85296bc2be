"""The form on paper, made of the steps of the web form: what to write on, and what to tick."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise

from applications.forms.numbering import number_questions
from applications.forms.questions import DeclarationForm
from applications.forms.step_form import StepForm
from applications.forms.steps import STEPS
from applications.models import Call

CHARACTERS_A_LINE = 150  # a written line holds half of it; few people write all they may
FEWEST_LINES, MOST_LINES = 3, 10
# Widths of choices, in Latin letters: up to here three stand side by side, and two.
THREE_COLUMNS, TWO_COLUMNS = 18, 30
LONG_TICK_LIST = 8  # choices; more stand in two columns at least


@dataclass(frozen=True)
class PrintedQuestion:
    """One question on paper: its number, and lines to write on or boxes to tick."""

    number: int
    label: str | Promise
    hint: str | Promise
    is_optional: bool
    lines: range = range(0)
    choices: tuple[str | Promise, ...] = ()
    takes_one: bool = False
    columns: int = 1
    is_tick: bool = False


@dataclass(frozen=True)
class PrintedPart:
    """One step of the form, with its questions in their groups."""

    slug: str
    number: int
    title: Promise
    intro: str | Promise
    note: str | Promise
    groups: list[tuple[str | Promise, list[PrintedQuestion]]]


class PrintedForm:
    """All parts of a call's form, in the active language; the declaration comes apart."""

    def __init__(self, call: Call) -> None:
        # A prefix marks a form that no browser fills in: it has no hidden box.
        filled = [(step, step.form(call=call, prefix=step.slug)) for step in STEPS]
        declaration = DeclarationForm(call=call, prefix="declaration")
        number_questions([*(form for _, form in filled), declaration])
        self.parts = [
            PrintedPart(
                slug=step.slug,
                number=step.number,
                title=step.title,
                intro=step.intro,
                note=step.note,
                groups=list(_groups(form)),
            )
            for step, form in filled
        ]
        self.last_number = len(self.parts) + 1
        self.declaration = [_question(declaration, name) for name in declaration.fields]


def _groups(form: StepForm) -> Iterator[tuple[str | Promise, list[PrintedQuestion]]]:
    """The form's own groups by legend, or all of its questions without one."""
    if not form.groups:
        yield "", [_question(form, name) for name in form.fields]
    for group in form.groups:
        yield group.legend, [_question(form, name) for name in group.fields]


def _question(form: StepForm, name: str) -> PrintedQuestion:
    field = form.fields[name]
    common = {
        "number": field.number,
        "label": field.label,
        "hint": getattr(field, "hint", field.help_text),
        "is_optional": not field.required and not form.hide_optional,
    }
    if isinstance(field, forms.BooleanField):
        return PrintedQuestion(**common, is_tick=True)
    if isinstance(field, forms.ChoiceField):
        offered = tuple(label for key, label in field.choices if key)
        return PrintedQuestion(
            **common,
            choices=offered,
            takes_one=not isinstance(field, forms.MultipleChoiceField),
            columns=_columns(offered),
        )
    return PrintedQuestion(**common, lines=_lines(field))


def _columns(offered: tuple[str | Promise, ...]) -> int:
    widest = max(_width(str(label)) for label in offered)
    if widest <= THREE_COLUMNS:
        return 3
    return 2 if widest <= TWO_COLUMNS or len(offered) > LONG_TICK_LIST else 1


def _width(text: str) -> int:
    """About how wide it is, in Latin letters: a Chinese character is two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _lines(field: forms.CharField) -> range:
    if not isinstance(field.widget, forms.Textarea):
        return range(1)
    return range(min(MOST_LINES, max(FEWEST_LINES, field.limit // CHARACTERS_A_LINE)))
