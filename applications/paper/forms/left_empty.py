"""What a paper left empty, by the numbers that its questions have there."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from applications.form import site_cache
from applications.form.site_cache import Version
from applications.models import Call, Revision
from applications.models.draft import ABOUT_YOU
from applications.paper.forms.paper import PaperForm

OF_THE_CALL = ("connection", "questions")  # steps whose answers an application's page shows


class PaperQuestion(NamedTuple):
    """One question as it stands on paper; `names` are its fields, such as "home-street"."""

    number: int
    label: str
    names: frozenset[str]


def left_empty_in(revision: Revision, answered: Collection[str]) -> dict[str, list[PaperQuestion]]:
    """What a paper or a file left empty, and of that what the web form requires.

    Nothing for a revision sent online, or erased.
    """
    came_online = not any(hasattr(revision, each) for each in ("paper_entry", "imported_row"))
    if revision.application.erased_at or came_online:
        return {}
    empty = left_empty_on_paper(revision, answered)
    required = [each for each in empty if each.names & set(revision.left_empty)]
    return {"left_empty": empty, "left_required": required}


def left_empty_on_paper(revision: Revision, answered: Collection[str]) -> list[PaperQuestion]:
    """The questions that a clerk marked as left empty, and the call's own without an answer.

    `answered` are the keys of the others. Optional questions on support and contact are left out:
    the page shows their answers to nobody either, before they are opened.
    """
    empty, given = set(revision.left_empty), set(answered)
    questions = _questions(revision.application.call, site_cache.version())
    return [each for each in questions if each.names & empty or _is_of_call(each, given)]


def _is_of_call(question: PaperQuestion, answered: Collection[str]) -> bool:
    """Whether it is one of the call's own that has no answer."""
    steps_and_keys = (name.split("-", 1) for name in question.names)
    return any(step in OF_THE_CALL and key not in answered for step, key in steps_and_keys)


@lru_cache(maxsize=32)
def _questions(call: Call, _version: Version) -> list[PaperQuestion]:
    form = PaperForm(call=call, without=(ABOUT_YOU,))
    return [
        PaperQuestion(
            part.numbers[names[0]],
            str(question.legend or part.fields[names[0]].label),
            frozenset(map(part.add_prefix, names)),
        )
        for part in form.questions
        for question in part.questions()
        if (names := question.names_in(part))
    ]
