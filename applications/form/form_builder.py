"""Builds form fields from the questions of a call."""

from django import forms
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from applications.enums import QuestionKind, YesNo
from applications.form.wording import localized
from applications.models import Question
from core.form_fields import LONGEST_LINE, LONGEST_TEXT, LineField, TextField


def question_field(question: Question) -> forms.Field:
    """The field for one question, in the active language."""
    common = {
        "label": localized(question, "text"),
        "help_text": localized(question, "help"),
        "required": question.is_required,
    }
    if question.kind == QuestionKind.LONG_TEXT:
        limit = question.max_characters or LONGEST_TEXT
        up_to = _("Up to %(limit)s characters.") % {
            "limit": number_format(limit, force_grouping=True)
        }
        on_paper = common["help_text"]
        common["help_text"] = format_html("{} {}", on_paper, up_to)
        field = TextField(max_length=limit, rows=6, help_on_paper=on_paper, **common)
        field.widget.attrs |= {"data-counter": "", "data-limit": limit}
        return field
    if question.kind == QuestionKind.SHORT_TEXT:
        return LineField(max_length=question.max_characters or LONGEST_LINE, **common)
    if question.kind == QuestionKind.YES_NO:
        return forms.ChoiceField(choices=YesNo, widget=forms.RadioSelect, **common)
    offered = [(choice.key, localized(choice, "text")) for choice in question.choices.all()]
    if question.kind == QuestionKind.ONE_CHOICE:
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **common)
    if question.kind == QuestionKind.SEVERAL_CHOICES:
        return forms.MultipleChoiceField(
            choices=offered, widget=forms.CheckboxSelectMultiple, **common
        )
    raise ValueError(f"no field for a question of kind {question.kind}")
