"""Compares two applications line by line."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from applications.duplicates.similarity import nearly_same
from applications.enums.duplicates import Agreement
from applications.models import Answer, Contact, DuplicateKey

# A character in scripts without spaces, elsewhere a word with what follows it.
_PIECES = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u9fff]|[^\W\u3040-\u9fff]+\W*|\W+")
_TOO_DIFFERENT = 0.4  # ratio in common; below that, nothing is marked
_LONGEST = 2_000  # pieces

Piece = tuple[str, bool]  # a text, and whether it differs from the other side


@dataclass(frozen=True)
class Line:
    """One line of both; they neither agree nor differ if one side is empty."""

    label: str
    first: list[Piece]
    second: list[Piece]
    agreement: Agreement | None


def lines_of_contacts(
    contacts: tuple[Contact, Contact], keys: tuple[DuplicateKey, DuplicateKey]
) -> list[Line]:
    """Names and contact details; equal if their search keys are.

    Without home addresses: a shared one proves nothing.
    """
    labels = {
        "full_name": ("Full name", "full_key"),
        "chosen_name": ("Call them", "chosen_key"),
        "phone": ("Phone", "phone_key"),
        "email": ("Email", "email_key"),
    }
    lines = []
    for name, (label, key) in labels.items():
        first, second = (getattr(contact, name) for contact in contacts)
        one, other = (getattr(entry, key) for entry in keys)
        agreement = Agreement.SAME if one == other else Agreement.DIFFERS
        if one != other and name.endswith("name") and nearly_same(one, other):
            agreement = Agreement.ALIKE
        lines.append(_line(label, first, second, agreement))
    return [line for line in lines if line.first or line.second]


def lines_of_answers(first: Iterable[Answer], second: Iterable[Answer]) -> list[Line]:
    """The questions that either answered, in the form's order."""
    labels: dict[int, tuple[int, str]] = {}
    texts: list[dict[int, list[str]]] = [defaultdict(list), defaultdict(list)]
    for side, answers in zip(texts, (first, second), strict=True):
        for answer in answers:
            question = answer.question
            labels[question.pk] = (question.order, question.text)
            side[question.pk].append(answer.choice.text if answer.choice else answer.text)
    lines = []
    for pk, (_order, label) in sorted(labels.items(), key=lambda each: each[1][0]):
        one, other = ("; ".join(side.get(pk, [])) for side in texts)
        agreement = Agreement.SAME if one.strip() == other.strip() else Agreement.DIFFERS
        lines.append(_line(label, one, other, agreement))
    return lines


def _line(label: str, first: str, second: str, agreement: Agreement) -> Line:
    return Line(label, *_pieces(first, second), agreement if first and second else None)


def _pieces(first: str, second: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts with differences marked; unmarked if they are too different."""
    left, right = _PIECES.findall(first), _PIECES.findall(second)
    whole = ([(first, False)] if first else [], [(second, False)] if second else [])
    if not left or not right or max(len(left), len(right)) > _LONGEST:
        return whole
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < _TOO_DIFFERENT:
        return whole
    one, other = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        one.append(("".join(left[a:b]), kind != "equal"))
        other.append(("".join(right[c:d]), kind != "equal"))
    return [piece for piece in one if piece[0]], [piece for piece in other if piece[0]]
