"""What each list and group of choices on the clerk's form offers: value and label."""

from django.utils import translation

from applications.models import Call
from applications.paper.forms.paper import PaperForm
from core import languages

Choices = dict[str, dict[str, str]]


def choices_on(form: PaperForm) -> Choices:
    """By the field's name, as its widget shows them."""
    return {
        bound.html_name: {
            str(each.data["value"] or ""): str(each.data["label"]) for each in bound.subwidgets
        }
        for part in form.questions
        for bound in part
        if hasattr(bound.field, "choices")
    }


def english_choices(call: Call) -> Choices:
    """Without the paper's words."""
    return choices_on(PaperForm(call=call))


def both_languages(call: Call, code: str) -> Choices:
    """The English label, and the paper's where it differs."""
    own = english_choices(call)
    if code == languages.ENGLISH.code:
        return own
    with translation.override(code):
        theirs = choices_on(PaperForm(call=call))
    return {
        name: {
            value: label if theirs[name][value] == label else f"{label} · {theirs[name][value]}"
            for value, label in offered.items()
        }
        for name, offered in own.items()
    }
