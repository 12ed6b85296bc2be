"""In which language a row is kept, where its answers read as another one than the file says."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from applications.imports.targets import fold
from core.language_guess import READ_AT_MOST, other_than, signs_in
from core.languages import UNLISTED, english_name

READS = "reads"  # stands for a target among what is matched by hand: {a doubt: a language}


@dataclass(frozen=True)
class Doubt:
    """What a column of the file names, "" if none does, and what the answers read as."""

    named: str
    reads: Sequence[str]

    @classmethod
    def of(cls, key: str) -> "Doubt":
        """As it is stored with a row."""
        named, _colon, reads = key.partition(":")
        return cls(named, reads.split("+"))

    @property
    def key(self) -> str:
        """What tells one from others: rows of the same are kept as the same."""
        return f"{self.named}:{'+'.join(self.reads)}"

    def meant(self, by_hand: Mapping[str, str]) -> str:
        """The language that somebody chose; "" if nobody did."""
        return by_hand.get(fold(self.key), "")


@dataclass(frozen=True)
class Reading:
    """The language that a row is kept as, and what to say if there is a doubt."""

    language: str
    doubt: str = ""
    note: str = ""


def reading_of(
    texts: Mapping[str, str],
    said: str,
    by_hand: Mapping[str, str],
    *,
    is_named: bool,
    where: Callable[[str], str],
) -> Reading:
    """`texts`: key of a question → the answer. `where` names the column of one.

    Each answer is read, since one may be in another language than the others, and all together,
    since each may be too short. What a column says stands unless somebody chooses otherwise.
    """
    share = READ_AT_MOST // max(len(texts), 1)
    signs = {key: signs_in(text[:share]) for key, text in texts.items()}
    each = {key: _other(said, found) for key, found in signs.items()}
    whole = _other(said, sum(signs.values(), Counter()))
    reads = sorted({whole, *each.values()} - {""})
    if not reads:
        return Reading(said)
    doubt = Doubt(said if is_named else "", reads)
    language = doubt.meant(by_hand) or (said if is_named else whole or said)
    is_one = len(reads) == 1 and len({*each.values()}) == 1
    what = f"Its answers read as {english_name(reads[0])}" if is_one else _by_column(each, where)
    says = f"the file says {english_name(said)}" if is_named else "no column names their language"
    return Reading(language, doubt.key, f"{what}; {says}. Kept as {english_name(language)}.")


def _other(said: str, signs: Counter[str]) -> str:
    """The language that these are signs of, if it is clearly another one of ours."""
    other = other_than(said, signs)
    return "" if other == UNLISTED else other


def _by_column(each: Mapping[str, str], where: Callable[[str], str]) -> str:
    told = [f"{where(key)} reads as {english_name(it)}" for key, it in each.items() if it]
    return ", ".join(told)
