"""What a paper left empty, by the numbers that its questions have there."""

from collections.abc import Collection
from typing import NamedTuple

from applications.models import Revision
from applications.models.draft import ABOUT_YOU
from applications.paper.forms.paper import PaperForm

OF_THE_CALL = ("connection", "questions")  # steps whose answers an application's page shows


class LeftEmpty(NamedTuple):
    """One question, in few words."""

    number: int
    label: str


def left_empty_on_paper(revision: Revision, answered: Collection[str]) -> list[LeftEmpty]:
    """The questions that a clerk marked as left empty, and the call's own without an answer.

    `answered` are the keys of the others. Optional questions on support and contact are left out:
    the page shows their answers to nobody either, before they are opened.
    """
    form = PaperForm(call=revision.application.call, without=(ABOUT_YOU,))
    empty = set(revision.left_empty)
    for step in OF_THE_CALL:
        fields = form.steps[step].fields
        empty |= {form.steps[step].add_prefix(key) for key in fields if key not in answered}
    return [
        LeftEmpty(part.numbers[names[0]], str(question.legend or part.fields[names[0]].label))
        for part in form.questions
        for question in part.questions()
        if (names := question.names_in(part)) and empty & set(map(part.add_prefix, names))
    ]
