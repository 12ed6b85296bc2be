"""Compares names, phones and e-mail addresses of two applications, without the database.

Names are normalized by the SQL function name_key: without accents, each Chinese character or Korean
syllable a word of its own. Home addresses are not compared: they prove nothing.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import OSA

from applications.enums import Sign, Strength

# Shortest word that may differ by one letter; shorter ones are other names: Ana, Ann.
SHORTEST_FOR_ONE_LETTER = 4
SHORTEST_FOR_TWO_LETTERS = 12  # letters of the whole name, to differ by two
# Shortest word that may differ by two letters, or be a whole name (scripts without spaces).
LONG_WORD = 8
VOWELS = frozenset("aeiouаеиоуя")
GENERATIONS = frozenset(("jr", "sr", "junior", "senior", "ii", "iii", "iv", "filho", "neto"))

# The strongest first.
_RANK = (
    Sign.SAME_NAME,
    Sign.WORD_ORDER,
    Sign.SPACING,
    Sign.ONE_LETTER,
    Sign.TWO_LETTERS,
    Sign.PART_OF_NAME,
    Sign.OTHER_SCRIPT,
    Sign.SHARED_NAME,
    Sign.OTHER_NAME,
)
_SAME = {Sign.SAME_NAME, Sign.WORD_ORDER, Sign.SPACING}
_NEARLY = {*_SAME, Sign.ONE_LETTER, Sign.TWO_LETTERS, Sign.PART_OF_NAME}
_ALONE = {*_SAME, Sign.ONE_LETTER, Sign.TWO_LETTERS}


@dataclass(frozen=True)
class Keys:
    """Search keys: normalized names (one or two), phone digits, e-mail in lower case.

    All may be empty.
    """

    names: tuple[str, ...]
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Similarity:
    """How similar, and why."""

    strength: Strength
    signs: tuple[Sign, ...]


def similarity(one: Keys, other: Keys) -> Similarity | None:
    """How similar two applications are; None if there is no reason to look at them.

    The same phone or e-mail and a similar name: likely. Only a similar name, or the same phone and
    a name in another script, which cannot be compared: maybe. The same phone and another name:
    perhaps a household, not one person.
    """
    shared = tuple(
        sign
        for sign, first, second in (
            (Sign.PHONE, one.phone, other.phone),
            (Sign.EMAIL, one.email, other.email),
        )
        if first and first == second
    )
    name = _best(one.names, other.names, alone=False)
    signs = (*shared, *((name,) if name else ()))
    if shared:
        if name in _NEARLY:
            # the father's phone, the father's name and "Jr."
            is_another = _generation(one) != _generation(other)
            return Similarity(Strength.MAYBE if is_another else Strength.LIKELY, signs)
        is_unreadable = name == Sign.OTHER_SCRIPT
        return Similarity(Strength.MAYBE if is_unreadable else Strength.HOUSEHOLD, signs)
    name = _best(one.names, other.names, alone=True)
    if name in _ALONE and _generation(one) == _generation(other):
        return Similarity(Strength.MAYBE, (name,))
    return None


def nearly_same(one: str, other: str) -> bool:
    """Whether two normalized names differ only by order, spaces, a letter or two, or a part."""
    return _best([one], [other], alone=False) in _NEARLY


def perhaps_same(one: str, other: str) -> bool:
    """The same, and whether the words of one are words of the other but for a letter in each."""
    return nearly_same(one, other) or any(
        _is_part(a.split(), b.split()) for a, b in _readings(one, other)
    )


def _best(first: Sequence[str], second: Sequence[str], *, alone: bool) -> Sign | None:
    """The strongest sign of all pairs of names; `alone`: only of names long enough for that."""
    signs = [
        _compared(a.split(), b.split())
        for one, other in product(filter(None, first), filter(None, second))
        for a, b in _readings(one, other)
        if not alone or (_is_distinctive(a) and _is_distinctive(b))
    ]
    return min(signs, key=_RANK.index, default=None)


def _readings(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Both names; if one is in two scripts (梁詠詩 Wing Leung), also each half of it."""
    yield one, other
    first, second = _halves(one), _halves(other)
    if len(first) > 1 and len(second) == 1:
        yield from ((half, other) for half in first)
    elif len(second) > 1 and len(first) == 1:
        yield from ((one, half) for half in second)


def _halves(name: str) -> list[str]:
    """The name's words, grouped by script."""
    if name.isascii():
        return [name]
    halves: dict[str, list[str]] = {}
    for word in name.split():
        halves.setdefault(_script(word), []).append(word)
    return [" ".join(words) for words in halves.values()]


def _is_distinctive(name: str) -> bool:
    """Whether it has two words or a long one: many people share a given name."""
    words = name.split()
    return len(words) > 1 or len(name) >= LONG_WORD


def _compared(first: list[str], second: list[str]) -> Sign:
    if _script("".join(first)) != _script("".join(second)):
        return Sign.OTHER_SCRIPT
    first, second = _without_generation(first), _without_generation(second)
    if first == second:
        return Sign.SAME_NAME
    if sorted(first) == sorted(second):
        return Sign.WORD_ORDER
    if "".join(first) == "".join(second):
        return Sign.SPACING
    if letters_apart := _letters_apart(first, second):
        return Sign.ONE_LETTER if letters_apart == 1 else Sign.TWO_LETTERS
    in_common = Counter(first) & Counter(second)
    fewer = min(first, second, key=len)
    if in_common == Counter(fewer) and len(fewer) > 1 and not _is_syllabic(fewer):
        return Sign.PART_OF_NAME
    return Sign.SHARED_NAME if any(len(word) > 2 for word in in_common) else Sign.OTHER_NAME


def _without_generation(words: list[str]) -> list[str]:
    return [word for word in words if word not in GENERATIONS]


def _is_part(one: list[str], other: list[str]) -> bool:
    """Whether the shorter name has two words or more, and the longer one has all of them."""
    fewer, rest = sorted(map(_without_generation, (one, other)), key=len)
    if len(fewer) < 2 or _is_syllabic(fewer):
        return False
    for word in fewer:
        nearest = min(rest, key=lambda candidate: OSA.distance(word, candidate))
        if word != nearest and _letters_apart([word], [nearest]) != 1:
            return False
        rest.remove(nearest)
    return True


def _generation(keys: Keys) -> frozenset[str]:
    return frozenset(word for name in keys.names for word in name.split()) & GENERATIONS


def _is_syllabic(words: list[str]) -> bool:
    """Whether each word is one character; there, another character is another name."""
    return all(len(word) == 1 for word in words)


def _letters_apart(first: list[str], second: list[str]) -> int:
    """How many letters differ, words in any order; 0 if more than a typing error or two."""
    left, right = Counter(first) - Counter(second), Counter(second) - Counter(first)
    if left.total() != right.total() or left.total() > 2:
        return 0
    rest, total = list(right.elements()), 0
    for word in left.elements():
        nearest = min(rest, key=lambda candidate: OSA.distance(word, candidate))
        rest.remove(nearest)
        apart = OSA.distance(word, nearest)
        shorter = min(len(word), len(nearest))
        if shorter < (LONG_WORD if apart > 1 else SHORTEST_FOR_ONE_LETTER) or _is_ending(
            word, nearest
        ):
            return 0
        total += apart
    letters = len("".join(first))
    return total if total == 1 or (total == 2 and letters >= SHORTEST_FOR_TWO_LETTERS) else 0


def _is_ending(word: str, other: str) -> bool:
    """Whether only the last vowel differs: Mario and Maria, Petrov and Petrova are two people."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < len(longer):
        return longer in (f"{shorter}a", f"{shorter}а")  # Latin, Cyrillic
    return word[:-1] == other[:-1] and {word[-1], other[-1]} <= VOWELS


def _script(letters: str) -> str:
    """The script of most letters, by their Unicode names: LATIN, CYRILLIC, CJK, ARABIC …"""
    if letters.isascii():
        return "LATIN"
    kinds = Counter(unicodedata.name(c, "").partition(" ")[0] for c in letters if c.isalpha())
    return kinds.most_common(1)[0][0] if kinds else ""
