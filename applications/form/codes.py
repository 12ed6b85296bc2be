"""References, private codes and links: what lets somebody without an account come back.

A reference names an application and is stored. The private code and the link unlock it and are
stored nowhere: both follow from the reference, a generation number and a key of their own.
Raising the number makes the old ones void. A link also says when it ends.
"""

import hmac
import secrets
import time
import unicodedata
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, Signer

# Crockford's base 32: no I, L, O, U, so nothing is taken for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")

LONGEST_PREFIX = 4
REFERENCE_SYMBOLS = 8  # 40 bits
CODE_SYMBOLS = 12  # 60 bits
LINK_LASTS = timedelta(days=90)
_OPENS_ALL, _NOT_ABOUT_YOU = "all", "part"


class Link(NamedTuple):
    """What a link of ours says: its generation, what it opens, its end in seconds since 1970."""

    generation: int
    opens_about_you: bool
    ends_at: int


def new_reference(prefix: str) -> str:
    """A fresh reference such as "CDG-7K4M-Q2XD". It names, it does not unlock."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SYMBOLS))
    return f"{prefix}-{_in_fours(symbols)}"


def private_code(reference: str, generation: int) -> str:
    """The code that is written down beside the reference, such as "7K4M-Q2XD-9RTW"."""
    number = int.from_bytes(_derived("private code", reference, generation))
    symbols = "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_SYMBOLS))
    return _in_fours(symbols)


def link_token(reference: str, generation: int, *, opens_about_you: bool = True) -> str:
    """The secret part of a link that is written now, safe in an address; 256 bits to guess."""
    opens = _OPENS_ALL if opens_about_you else _NOT_ABOUT_YOU
    ends_at = int(time.time() + LINK_LASTS.total_seconds())
    return _link_signer(reference).sign(f"{generation}-{opens}.{ends_at}")


def is_private_code(typed: str, reference: str, generation: int) -> bool:
    """Whether somebody typed the code, in whatever case and spacing; takes equally long if not."""
    given = _in_fours(_symbols(typed))
    return hmac.compare_digest(given.encode(), private_code(reference, generation).encode())


def read_link(token: str, reference: str) -> Link | None:
    """What a link says; None for what we never wrote. Takes equally long for any reference."""
    try:
        said, ends_at = _link_signer(reference).unsign(token).split(".")
    except BadSignature:
        return None
    generation, opens = said.split("-")
    return Link(int(generation), opens == _OPENS_ALL, int(ends_at))


def read_reference(typed: str, prefix: str) -> str:
    """A typed reference as it is stored: "cdg 7k4m q2xd" and "7K4MQ2XD" → "CDG-7K4M-Q2XD"."""
    return f"{prefix}-{_in_fours(_symbols(typed)[-REFERENCE_SYMBOLS:])}"


def symbols_of_reference(typed: str) -> str:
    """A typed reference without its prefix and dashes: "cdg 7k4m q2xd" → "7K4MQ2XD", else ""."""
    symbols = _symbols(typed)
    is_one = REFERENCE_SYMBOLS <= len(symbols) <= LONGEST_PREFIX + REFERENCE_SYMBOLS
    last = symbols[-REFERENCE_SYMBOLS:]
    return last if is_one and set(last) <= set(ALPHABET) else ""


def _link_signer(reference: str) -> Signer:
    return Signer(key=settings.CODE_KEY, sep=".", salt=f"applications.form.codes.link:{reference}")


def _derived(purpose: str, reference: str, generation: int) -> bytes:
    message = f"{purpose}:{reference}:{generation}"
    return hmac.digest(settings.CODE_KEY.encode(), message.encode(), "sha256")


def _in_fours(symbols: str) -> str:
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


def _symbols(typed: str) -> str:
    """Letters and digits alone, in capitals, digits of any script; O is read as 0, I and L as 1."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    digits = (str(unicodedata.digit(character, character)) for character in plain)
    return "".join(filter(str.isalnum, digits)).translate(_MISREAD)
