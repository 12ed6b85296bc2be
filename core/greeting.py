"""Names in the greeting of a mail: none may look like a link or like a message from us."""

import re
import unicodedata

_BETWEEN_NAMES = " '’‘ʻ-‐‑–.,·・()\"“”&\u200c\u200d"
_MOST_DIGITS = 2
_LIKE_A_DOMAIN = re.compile(r"\.\w\w")


def greeting_name(name: str) -> str:
    """`name` if a mail may greet it, else ""."""
    return name if may_greet(name) else ""


def may_greet(name: str) -> bool:
    """Whether `name` has nothing that looks like a link, an address or a phone number.

    Mail programs turn `evil.example` and `1.1.1.1` into links, also in full-width characters, and
    a reader would think that "call 617 555 0199" came from us. Greetings leave such a name out.
    """
    plain = unicodedata.normalize("NFKC", name).replace("。", ".")
    digits = sum(unicodedata.category(c).startswith("N") for c in plain)
    if digits > _MOST_DIGITS or _LIKE_A_DOMAIN.search(plain):
        return False
    return all(c in _BETWEEN_NAMES or unicodedata.category(c)[0] in "LMN" for c in plain)
