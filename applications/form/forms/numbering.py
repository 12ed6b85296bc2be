"""Question numbers, the same on the printed form and the clerk's screen."""

from collections.abc import Iterable

from applications.form.forms.step_form import StepForm


def number_questions(forms: Iterable[StepForm]) -> None:
    """Number the questions of all forms from 1, on every field.

    A field does not show it where the question's legend or its first field does.
    """
    asked = [(form, question) for form in forms for question in form.questions()]
    for number, (form, question) in enumerate(asked, start=1):
        for place, name in enumerate(question.names_in(form)):
            form.numbers[name] = number
            if not question.legend and place == 0:
                form.shows_number.add(name)
