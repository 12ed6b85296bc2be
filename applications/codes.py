"""References, private codes and links: what lets somebody without an account come back.

A reference names an application and is stored. The private code and the link unlock it and are
stored nowhere: both follow from the reference, a generation number and a key of their own.
Raising the number makes the old ones void.
"""

import base64
import hmac
import secrets
import unicodedata

from django.conf import settings

# Crockford's base 32: no I, L, O, U, so nothing is taken for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")

LONGEST_PREFIX = 4
REFERENCE_SYMBOLS = 8  # 40 bits
CODE_SYMBOLS = 12  # 60 bits
TOKEN_BYTES = 24  # 192 bits


def new_reference(prefix: str) -> str:
    """A fresh reference such as "CDG-7K4M-Q2XD". It names, it does not unlock."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SYMBOLS))
    return f"{prefix}-{_in_fours(symbols)}"


def private_code(reference: str, generation: int) -> str:
    """The code that is written down beside the reference, such as "7K4M-Q2XD-9RTW"."""
    number = int.from_bytes(_derived("private code", reference, generation))
    symbols = "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_SYMBOLS))
    return _in_fours(symbols)


def link_token(reference: str, generation: int) -> str:
    """The secret part of a link, safe in an address."""
    digest = _derived("link", reference, generation)[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def is_private_code(typed: str, reference: str, generation: int) -> bool:
    """Whether somebody typed the code, in whatever case and spacing; takes equally long if not."""
    return _equal(_in_fours(_symbols(typed)), private_code(reference, generation))


def is_link_token(given: str, reference: str, generation: int) -> bool:
    """Whether this is the link's secret part; takes equally long if not."""
    return _equal(given, link_token(reference, generation))


def read_reference(typed: str, prefix: str) -> str:
    """A typed reference as it is stored: "cdg 7k4m q2xd" and "7K4MQ2XD" → "CDG-7K4M-Q2XD"."""
    return f"{prefix}-{_in_fours(_symbols(typed)[-REFERENCE_SYMBOLS:])}"


def symbols_of_reference(typed: str) -> str:
    """A typed reference without its prefix and dashes: "cdg 7k4m q2xd" → "7K4MQ2XD", else ""."""
    symbols = _symbols(typed)
    is_one = REFERENCE_SYMBOLS <= len(symbols) <= LONGEST_PREFIX + REFERENCE_SYMBOLS
    last = symbols[-REFERENCE_SYMBOLS:]
    return last if is_one and set(last) <= set(ALPHABET) else ""


def _derived(purpose: str, reference: str, generation: int) -> bytes:
    message = f"{purpose}:{reference}:{generation}"
    return hmac.digest(settings.CODE_KEY.encode(), message.encode(), "sha256")


def _equal(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def _in_fours(symbols: str) -> str:
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


def _symbols(typed: str) -> str:
    """Letters and digits alone, in capitals, digits of any script; O is read as 0, I and L as 1."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    digits = (str(unicodedata.digit(character, character)) for character in plain)
    return "".join(filter(str.isalnum, digits)).translate(_MISREAD)
