"""The numbers of the questions: the same on the printed form and on the clerk's screen."""

from collections.abc import Iterable

from django.forms import Form

from applications.forms.step_form import TRAP


def number_questions(forms: Iterable[Form]) -> None:
    """Give every question its number, 1 and up, through all the forms; a hidden box gets none."""
    fields = [field for form in forms for name, field in form.fields.items() if name != TRAP]
    for number, field in enumerate(fields, start=1):
        field.number = number
