"""Reads the choices in a cell: by label in any language, key, number, or as matched by hand."""

import re
from collections.abc import Iterator, Mapping

from django.utils.crypto import salted_hmac

from applications.imports.targets import Target, fold
from core.reading.amounts import plain_number

LEAVE_EMPTY = ""  # what a value is matched with by hand to be left out
AND = " "  # between choices that one value stands for, as “weekends” may; no key has a space
_DIGEST = "digest:"  # before what stands for such a value in a recipe; no folded value has a colon
_NOTHING = re.compile(r"an[oóô]n[iy]m\w*|none|nil|no|n ?a|[-.]+")  # folded
_LISTED = re.compile(r"\s*[;\n|]\s*")


def kept_for_next_file(by_hand: Mapping[str, str]) -> dict[str, str]:
    """Values and their meanings, without the words of those that mean nothing: people wrote them.

    Such a value is known again by a digest that needs the secret key.
    """
    return {
        value if meaning or value.startswith(_DIGEST) else _digest(value): meaning
        for value, meaning in by_hand.items()
    }


def _digest(folded: str) -> str:
    return _DIGEST + salted_hmac("applications.imports.values", folded).hexdigest()


def says_nothing(cell: str) -> bool:
    """Whether it stands for no answer, as Microsoft's “anonymous” does for no email."""
    return bool(_NOTHING.fullmatch(fold(cell)))


class Unknown(Exception):
    """Values that are none of the choices."""

    def __init__(self, values: list[str]) -> None:
        super().__init__()
        self.values = values


def chosen(target: Target, cell: str, by_hand: Mapping[str, str]) -> list[str]:
    """Keys of the choices that a cell names. Raises Unknown with the values that name none."""
    if not cell:
        return []
    if (whole := _one(target, cell, by_hand)) is not None:
        return whole.split(AND) if whole else []
    if not target.is_several:
        raise Unknown([cell])
    keys, unknown = [], []
    for part in _LISTED.split(cell):
        for value, key in _in_part(target, part, by_hand):
            if key is None:
                unknown.append(value)
            elif key:
                keys += [each for each in key.split(AND) if each not in keys]
    if unknown:
        raise Unknown(unknown)
    return keys


def _in_part(
    target: Target, part: str, by_hand: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    """Values between commas, where labels may have commas themselves: the longest that fits."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    place = 0
    while place < len(pieces):
        for end in range(min(len(pieces), place + 8), place, -1):
            value = ", ".join(pieces[place:end])
            key = _one(target, value, by_hand)
            if key is not None or end == place + 1:
                yield value, key
                place = end
                break


def said_in(target: Target, cell: str, by_hand: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The values of a cell that somebody said the meaning of, with that."""
    if (meaning := _said(cell, by_hand)) is not None:
        yield cell, meaning
    elif target.is_several and _one(target, cell, by_hand) is None:
        for part in _LISTED.split(cell):
            for value, _key in _in_part(target, part, by_hand):
                if (meaning := _said(value, by_hand)) is not None:
                    yield value, meaning


def say(by_hand: dict[str, str], value: str, meaning: str | None) -> None:
    """Say what a value means, or with None that nobody has said it."""
    for known in (fold(value), _digest(fold(value))):
        by_hand.pop(known, None)
    if meaning is not None:
        by_hand[fold(value)] = meaning


def _said(value: str, by_hand: Mapping[str, str]) -> str | None:
    folded = fold(value)
    return by_hand.get(folded, by_hand.get(_digest(folded)))


def _one(target: Target, value: str, by_hand: Mapping[str, str]) -> str | None:
    """The key of one value, or keys; "" to leave it empty, None if it is unknown."""
    folded = fold(value)
    if folded in by_hand:
        return by_hand[folded]
    if key := target.words.get(folded) or target.words.get(fold(plain_number(value))):
        return key
    return by_hand.get(_digest(folded)) if by_hand else None
