"""The printed form, built from the steps of the web form."""

import unicodedata
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise

from applications.form.forms.numbering import number_questions
from applications.form.forms.questions import DeclarationForm
from applications.form.forms.step_form import StepForm
from applications.form.forms.steps import STEPS
from applications.models import Call
from core.form_fields import TextField
from core.form_layout import Question

CHARACTERS_A_LINE = 280  # three handwritten lines' worth; few people use the whole limit
FEWEST_LINES, MOST_LINES = 2, 7
FEW_CHOICES = 6  # in a row; more of them in columns
MANY_CHOICES = 12  # in three columns, whatever their widths
# Widest choices, in Latin letters, that fit in three columns and in two.
THREE_COLUMNS, TWO_COLUMNS = 18, 36


@dataclass(frozen=True)
class PrintedField:
    """Lines to write on, checkboxes, or one checkbox; without a label, the question is it."""

    label: str | Promise = ""
    hint: str | Promise = ""
    lines: range = range(0)
    choices: tuple[str | Promise, ...] = ()
    takes_one: bool = False
    columns: int = 0
    is_tick: bool = False


@dataclass(frozen=True)
class PrintedQuestion:
    """One question on paper: its number, its text and its fields."""

    number: int
    text: str | Promise
    hint: str | Promise
    is_optional: bool
    fields: list[PrintedField]

    @property
    def is_tick(self) -> bool:
        """Whether it is a single checkbox, printed before its text."""
        return not self.fields[0].label and self.fields[0].is_tick


@dataclass(frozen=True)
class PrintedPart:
    """One step of the form, with its questions."""

    slug: str
    number: int
    title: Promise
    intro: str | Promise
    note: str | Promise
    questions: list[PrintedQuestion]


class PrintedForm:
    """All parts of a call's form, in the active language; the last page's questions separately."""

    def __init__(self, call: Call) -> None:
        # Forms with a prefix are not filled in by a browser, so they have no honeypot.
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
                questions=_printed(form),
            )
            for step, form in filled
        ]
        self.last_number = len(self.parts) + 1
        *self.asked_apart, self.consent = _printed(declaration)


def _printed(form: StepForm) -> list[PrintedQuestion]:
    return [_question(form, question) for question in form.questions()]


def _question(form: StepForm, question: Question) -> PrintedQuestion:
    names = question.names_in(form)
    fields, first = [form.fields[name] for name in names], form.fields[names[0]]
    asks_apart = bool(question.legend)
    return PrintedQuestion(
        number=form.numbers[names[0]],
        text=question.legend or first.label,
        hint=question.hint if asks_apart else _hint(first),
        is_optional=not form.hide_optional and not any(field.required for field in fields),
        fields=[
            _field(field, shows_label=asks_apart or place > 0) for place, field in enumerate(fields)
        ],
    )


def _hint(field: forms.Field) -> str | Promise:
    return field.help_on_paper if isinstance(field, TextField) else field.help_text


def _field(field: forms.Field, *, shows_label: bool) -> PrintedField:
    texts = {"label": field.label, "hint": _hint(field)} if shows_label else {}
    if isinstance(field, forms.BooleanField):
        return PrintedField(**texts, is_tick=True)
    if isinstance(field, forms.ChoiceField):
        offered = tuple(label for key, label in field.choices if key)
        return PrintedField(
            **texts,
            choices=offered,
            takes_one=not isinstance(field, forms.MultipleChoiceField),
            columns=_columns(offered),
        )
    return PrintedField(**texts, lines=_lines(field))


def _columns(offered: tuple[str | Promise, ...]) -> int:
    """The number of columns; 0 if the choices are in a row."""
    if len(offered) <= FEW_CHOICES:
        return 0
    widest = max(_width(str(label)) for label in offered)
    if widest <= THREE_COLUMNS or len(offered) > MANY_CHOICES:
        return 3
    return 2 if widest <= TWO_COLUMNS else 1


def _width(text: str) -> int:
    """The approximate width in Latin letters; a Chinese character counts as two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _lines(field: forms.CharField) -> range:
    if not isinstance(field.widget, forms.Textarea):
        return range(1)
    return range(min(MOST_LINES, max(FEWEST_LINES, field.limit // CHARACTERS_A_LINE)))
