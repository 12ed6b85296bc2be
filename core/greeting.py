"""Which names a mail may greet: a name never speaks for us, and never becomes a link."""

import re
import unicodedata

_BETWEEN_NAMES = " '’‘ʻ-‐‑–.,·・()\"“”&\u200c\u200d"
_MOST_DIGITS = 2
_LIKE_A_DOMAIN = re.compile(r"\.\w\w")


def greeted(name: str) -> str:
    """`name` as a mail may greet it: itself, or nothing."""
    return name if may_greet(name) else ""


def may_greet(name: str) -> bool:
    """Whether nothing in `name` can be taken for a link, an address or a phone number.

    Mail programs make links of `evil.example` and `1.1.1.1`, also in full-width signs, and a
    reader would take "call 617 555 0199" as said by us. Such a name is left out of a greeting.
    """
    plain = unicodedata.normalize("NFKC", name).replace("。", ".")
    digits = sum(unicodedata.category(c).startswith("N") for c in plain)
    if digits > _MOST_DIGITS or _LIKE_A_DOMAIN.search(plain):
        return False
    return all(c in _BETWEEN_NAMES or unicodedata.category(c)[0] in "LMN" for c in plain)
