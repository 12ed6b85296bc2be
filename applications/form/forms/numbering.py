"""Question numbers, the same on the printed form and the clerk's screen."""

from collections.abc import Iterable

from applications.form.forms.step_form import StepForm


def number_questions(forms: Iterable[StepForm]) -> None:
    """Number the questions of all forms from 1.

    Sets `number` on each field, and `is_part` on fields that do not show it because the
    question's legend or its first field does.
    """
    asked = [(form, question) for form in forms for question in form.questions()]
    for number, (form, question) in enumerate(asked, start=1):
        for place, name in enumerate(question.names_in(form)):
            form.fields[name].number = number
            form.fields[name].is_part = bool(question.legend) or place > 0
