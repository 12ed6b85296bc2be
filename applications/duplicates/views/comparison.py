"""Two applications side by side: each thing that they say, and where it differs."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from applications.duplicates.similarity import nearly_same
from applications.models import Answer, Contact, DuplicateKey

# A character is a piece of its own in scripts without spaces, elsewhere a word with what follows.
_PIECES = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u9fff]|[^\W\u3040-\u9fff]+\W*|\W+")
_TOO_DIFFERENT = 0.4  # share in common; below, everything would be marked
_LONGEST = 2_000  # pieces

Piece = tuple[str, bool]  # a text, and whether the other side has it otherwise


@dataclass(frozen=True)
class Line:
    """One thing beside itself; `state` is same, alike, differs, or "" where a side says nothing."""

    label: str
    first: list[Piece]
    second: list[Piece]
    state: str


def lines_of_contacts(
    contacts: tuple[Contact, Contact], keys: tuple[DuplicateKey, DuplicateKey]
) -> list[Line]:
    """Names and ways to reach somebody, the same where their folded keys are.

    Not where they live: a shared address proves nothing.
    """
    labels = {
        "full_name": ("Full name", "full_key"),
        "chosen_name": ("Call them", "chosen_key"),
        "phone": ("Phone", "phone_key"),
        "email": ("Email", "email_key"),
    }
    found = []
    for name, (label, key) in labels.items():
        first, second = (getattr(contact, name) for contact in contacts)
        one, other = (getattr(entry, key) for entry in keys)
        state = "same" if one == other else "differs"
        if state == "differs" and name.endswith("name") and nearly_same(one, other):
            state = "alike"
        found.append(_line(label, first, second, state))
    return [line for line in found if line.first or line.second]


def lines_of_answers(first: Iterable[Answer], second: Iterable[Answer]) -> list[Line]:
    """Each question that either answered, in the order of the form."""
    labels: dict[int, tuple[int, str]] = {}
    said: list[dict[int, list[str]]] = [defaultdict(list), defaultdict(list)]
    for side, answers in zip(said, (first, second), strict=True):
        for answer in answers:
            question = answer.question
            labels[question.pk] = (question.order, question.text)
            side[question.pk].append(answer.choice.text if answer.choice else answer.text)
    return [
        _line(label, *("; ".join(side.get(pk, [])) for side in said))
        for pk, (_order, label) in sorted(labels.items(), key=lambda each: each[1][0])
    ]


def _line(label: str, first: str, second: str, state: str = "") -> Line:
    one, other = _pieces(first, second)
    told = state or ("same" if first.strip() == second.strip() else "differs")
    return Line(label, one, other, told if first and second else "")


def _pieces(first: str, second: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts with what differs marked; nothing marked where next to nothing agrees."""
    mine, theirs = _PIECES.findall(first), _PIECES.findall(second)
    whole = ([(first, False)] if first else [], [(second, False)] if second else [])
    if not mine or not theirs or max(len(mine), len(theirs)) > _LONGEST:
        return whole
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.ratio() < _TOO_DIFFERENT:
        return whole
    one, other = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        one.append(("".join(mine[a:b]), kind != "equal"))
        other.append(("".join(theirs[c:d]), kind != "equal"))
    return [piece for piece in one if piece[0]], [piece for piece in other if piece[0]]
