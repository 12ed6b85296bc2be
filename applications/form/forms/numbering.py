"""The numbers of the questions: the same on the printed form and on the clerk's screen."""

from collections.abc import Iterable

from applications.form.forms.step_form import StepForm


def number_questions(forms: Iterable[StepForm]) -> None:
    """Give every question its number, 1 and up, through all the forms.

    Each field of a question has that number; `is_part` is set where the field does not show it,
    because the question's legend does, or the field before.
    """
    asked = [(form, question) for form in forms for question in form.questions()]
    for number, (form, question) in enumerate(asked, start=1):
        for place, name in enumerate(question.names_in(form)):
            form.fields[name].number = number
            form.fields[name].is_part = bool(question.legend) or place > 0
