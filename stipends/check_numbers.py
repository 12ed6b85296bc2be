"""What is no number of a check or voucher."""

import unicodedata

from core.tax_numbers import WORDS, holds_tax_number

NO_NUMBER = "Enter the number that is printed on it: it has at least one digit that is not 0."


def fault_of(number: str) -> str:
    """Why it is none, without repeating it; "" for one that can be, as nine digits in a row are."""
    if holds_tax_number(number, in_groups=True):
        return WORDS
    plain = unicodedata.normalize("NFKC", number).strip()
    has_digit = any(sign.isdecimal() and int(sign) for sign in plain)
    return "" if has_digit and plain[0] not in "-\u2212+" else NO_NUMBER
