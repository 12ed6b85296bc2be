"""References, private codes and links, for applicants without an account.

A reference identifies an application and is stored. The private code and the link give access and
are not stored: both are HMACs of the reference and a generation number with their own key. Raising
the number voids the old ones. A link also has an expiry time.
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
    """The content of a link: generation, what it opens, its end in seconds since 1970."""

    generation: int
    opens_about_you: bool
    ends_at: int


def new_reference(prefix: str) -> str:
    """A new reference such as "CDG-7K4M-Q2XD"; it gives no access."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SYMBOLS))
    return f"{prefix}-{_in_fours(symbols)}"


def private_code(reference: str, generation: int) -> str:
    """The private code that goes with a reference, such as "7K4M-Q2XD-9RTW"."""
    number = int.from_bytes(_derived("private code", reference, generation))
    symbols = "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_SYMBOLS))
    return _in_fours(symbols)


def link_token(reference: str, generation: int, *, opens_about_you: bool = True) -> str:
    """The secret part of a new link, URL-safe; a signature of 256 bits."""
    opens = _OPENS_ALL if opens_about_you else _NOT_ABOUT_YOU
    ends_at = int(time.time() + LINK_LASTS.total_seconds())
    return _link_signer(reference).sign(f"{generation}-{opens}.{ends_at}")


def is_private_code(typed: str, reference: str, generation: int) -> bool:
    """Whether the code is right, in any case and spacing; compared in constant time."""
    code = _in_fours(_symbols(typed))
    return hmac.compare_digest(code.encode(), private_code(reference, generation).encode())


def read_link(token: str, reference: str) -> Link | None:
    """The content of a link; None if it is not ours. Takes equally long for any reference."""
    try:
        content, ends_at = _link_signer(reference).unsign(token).split(".")
    except BadSignature:
        return None
    generation, opens = content.split("-")
    return Link(int(generation), opens == _OPENS_ALL, int(ends_at))


def read_reference(typed: str, prefix: str) -> str:
    """A typed reference in its stored form: "cdg 7k4m q2xd" and "7K4MQ2XD" → "CDG-7K4M-Q2XD"."""
    return f"{prefix}-{_in_fours(_symbols(typed)[-REFERENCE_SYMBOLS:])}"


def symbols_of_reference(typed: str) -> str:
    """A typed reference without its prefix and dashes: "cdg 7k4m q2xd" → "7K4MQ2XD", else ""."""
    symbols = _symbols(typed)
    is_one = REFERENCE_SYMBOLS <= len(symbols) <= LONGEST_PREFIX + REFERENCE_SYMBOLS
    last = symbols[-REFERENCE_SYMBOLS:]
    return last if is_one and set(last) <= set(ALPHABET) else ""


def beginning_of_reference(typed: str) -> str:
    """One that is not typed to its end, without dashes: "cdg-7k4m-q" → "CDG7K4MQ", else ""."""
    prefix, _dash, rest = typed.strip().partition("-")
    symbols = _symbols(rest)
    has_prefix = prefix.isascii() and prefix.isalpha() and len(prefix) <= LONGEST_PREFIX
    is_one = has_prefix and 0 < len(symbols) < REFERENCE_SYMBOLS and set(symbols) <= set(ALPHABET)
    return f"{prefix.upper()}{symbols}" if is_one else ""


def are_swapped(reference: str, code: str, prefix: str) -> bool:
    """Whether each was typed in the other's box; only a reference with its prefix shows it."""
    start, reference, code = _symbols(prefix), _symbols(reference), _symbols(code)
    is_reference = code.startswith(start) and len(code) == len(start) + REFERENCE_SYMBOLS
    return is_reference and len(reference) == CODE_SYMBOLS and not reference.startswith(start)


def _link_signer(reference: str) -> Signer:
    return Signer(key=settings.CODE_KEY, sep=".", salt=f"applications.form.codes.link:{reference}")


def _derived(purpose: str, reference: str, generation: int) -> bytes:
    message = f"{purpose}:{reference}:{generation}"
    return hmac.digest(settings.CODE_KEY.encode(), message.encode(), "sha256")


def _in_fours(symbols: str) -> str:
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


def _symbols(typed: str) -> str:
    """Only letters and digits, in capitals and ASCII digits; O becomes 0, I and L become 1."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    digits = (str(unicodedata.digit(character, character)) for character in plain)
    return "".join(filter(str.isalnum, digits)).translate(_MISREAD)
