"""How much two people's names, phones and e-mail addresses look like one person's. No database.

Names come folded by the database's function name_key: without accents, each Chinese character or
Korean syllable a word of its own. Where somebody lives is never asked: it proves nothing.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import OSA

from applications.enums import Sign, Strength

# Letters of a word that may hold one slip; a shorter one that differs is another name: Ana, Ann.
FEWEST_FOR_A_SLIP = 4
FEWEST_FOR_TWO_SLIPS = 12  # letters of the whole name
# Letters of a word that may hold two, and that is a whole name by itself: scripts without spaces.
LONG_WORD = 8
VOWELS = frozenset("aeiouаеиоуя")
GENERATIONS = frozenset(("jr", "sr", "junior", "senior", "ii", "iii", "iv", "filho", "neto"))

# The strongest first: which of several pairs of names speaks.
_RANK = (
    Sign.SAME_NAME, Sign.WORD_ORDER, Sign.SPACING, Sign.ONE_LETTER, Sign.TWO_LETTERS,
    Sign.PART_OF_NAME, Sign.OTHER_SCRIPT, Sign.SHARED_NAME, Sign.OTHER_NAME,
)  # fmt: skip
_SAME = {Sign.SAME_NAME, Sign.WORD_ORDER, Sign.SPACING}
_NEARLY = {*_SAME, Sign.ONE_LETTER, Sign.TWO_LETTERS, Sign.PART_OF_NAME}
_ALONE = {*_SAME, Sign.ONE_LETTER, Sign.TWO_LETTERS}


@dataclass(frozen=True)
class Keys:
    """What one person is known by here: folded names (one or two), digits, address in lower case.

    Anything may be empty.
    """

    names: tuple[str, ...]
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Similarity:
    """How much, and why, the strongest reason first."""

    strength: Strength
    signs: tuple[Sign, ...]


def similarity(one: Keys, other: Keys) -> Similarity | None:
    """None where nothing worth a look speaks for one person.

    A phone or an address in common and a name alike: likely. A name alike alone, or the same
    phone and a name in another script, which nothing here can read: maybe. The same phone and
    another name: they may share a household, and are not called one person.
    """
    shared = tuple(
        sign
        for sign, mine, theirs in (
            (Sign.PHONE, one.phone, other.phone), (Sign.EMAIL, one.email, other.email),
        )
        if mine and mine == theirs
    )  # fmt: skip
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
    """Whether two folded names are one but for order, spaces, a slip, or a part left out."""
    return _best([one], [other], alone=False) in _NEARLY


def _best(mine: Sequence[str], theirs: Sequence[str], *, alone: bool) -> Sign | None:
    """What each name beside each says at the best; `alone`: of those long enough to say it."""
    found = [
        _compared(a.split(), b.split())
        for one, other in product(filter(None, mine), filter(None, theirs))
        for a, b in _readings(one, other)
        if not alone or (_is_telling(a) and _is_telling(b))
    ]
    return min(found, key=_RANK.index, default=None)


def _readings(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The two; and where one is written twice, as in 梁詠詩 Wing Leung, each half by itself."""
    yield one, other
    mine, theirs = _halves(one), _halves(other)
    if len(mine) > 1 and len(theirs) == 1:
        yield from ((half, other) for half in mine)
    elif len(theirs) > 1 and len(mine) == 1:
        yield from ((one, half) for half in theirs)


def _halves(name: str) -> list[str]:
    """The name's words by script."""
    if name.isascii():
        return [name]
    halves: dict[str, list[str]] = {}
    for word in name.split():
        halves.setdefault(_script(word), []).append(word)
    return [" ".join(words) for words in halves.values()]


def _is_telling(name: str) -> bool:
    """Two words or one long one: a given name alone is many people's."""
    words = name.split()
    return len(words) > 1 or len(name) >= LONG_WORD


def _compared(mine: list[str], theirs: list[str]) -> Sign:
    if _script("".join(mine)) != _script("".join(theirs)):
        return Sign.OTHER_SCRIPT
    mine, theirs = _without_generation(mine), _without_generation(theirs)
    if mine == theirs:
        return Sign.SAME_NAME
    if sorted(mine) == sorted(theirs):
        return Sign.WORD_ORDER
    if "".join(mine) == "".join(theirs):
        return Sign.SPACING
    if slips := _slips(mine, theirs):
        return Sign.ONE_LETTER if slips == 1 else Sign.TWO_LETTERS
    in_common = Counter(mine) & Counter(theirs)
    fewer = min(mine, theirs, key=len)
    if in_common == Counter(fewer) and len(fewer) > 1 and not _is_syllabic(fewer):
        return Sign.PART_OF_NAME
    return Sign.SHARED_NAME if any(len(word) > 2 for word in in_common) else Sign.OTHER_NAME


def _without_generation(words: list[str]) -> list[str]:
    return [word for word in words if word not in GENERATIONS]


def _generation(keys: Keys) -> frozenset[str]:
    return frozenset(word for name in keys.names for word in name.split()) & GENERATIONS


def _is_syllabic(words: list[str]) -> bool:
    """Names written a character a syllable; one other character is another name."""
    return all(len(word) == 1 for word in words)


def _slips(mine: list[str], theirs: list[str]) -> int:
    """How many letters differ, words paired in any order; 0 where it is more than a slip or two."""
    left, right = Counter(mine) - Counter(theirs), Counter(theirs) - Counter(mine)
    if left.total() != right.total() or left.total() > 2:
        return 0
    rest, total = list(right.elements()), 0
    for word in left.elements():
        nearest = min(rest, key=lambda other: OSA.distance(word, other))
        rest.remove(nearest)
        apart = OSA.distance(word, nearest)
        shorter = min(len(word), len(nearest))
        if shorter < (LONG_WORD if apart > 1 else FEWEST_FOR_A_SLIP) or _is_ending(word, nearest):
            return 0
        total += apart
    letters = len("".join(mine))
    return total if total == 1 or (total == 2 and letters >= FEWEST_FOR_TWO_SLIPS) else 0


def _is_ending(word: str, other: str) -> bool:
    """Whether only a last vowel differs: Mario and Maria, Petrov and Petrova are two people."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < len(longer):
        return longer in (f"{shorter}a", f"{shorter}а")  # Latin, Cyrillic
    return word[:-1] == other[:-1] and {word[-1], other[-1]} <= VOWELS


def _script(letters: str) -> str:
    """The script of most letters, by what Unicode calls them: LATIN, CYRILLIC, CJK, ARABIC …"""
    if letters.isascii():
        return "LATIN"
    kinds = Counter(unicodedata.name(c, "").partition(" ")[0] for c in letters if c.isalpha())
    return kinds.most_common(1)[0][0] if kinds else ""
