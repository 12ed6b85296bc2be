"""Amounts of money as spreadsheets and people write them."""

import re
from decimal import Decimal

MOST = 10**14  # cents: the database counts no further than some thousand times that
_THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,12})\.([0-9]{3})(?![0-9.,])")
_AMOUNT = re.compile(
    r"(?:USD|(?:US\s*)?\$)?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})"
    r"(?:\.(?![0-9]{3}(?![0-9]))([0-9]{1,2})0*)?\s*(?:USD)?",
    re.I,
)


def cents_in(written: str) -> int | None:
    """Cents of "$1,200.00", "1200" or "600.5"; None for what is no amount or less than nothing.

    Nor is what can be read in two ways: see `two_readings`.
    """
    found = _AMOUNT.fullmatch(written.strip())
    if found is None:
        return None
    cents = int(Decimal(f"{found[1].replace(',', '')}.{found[2] or 0}") * 100)
    return cents if cents < MOST else None


def two_readings(written: str) -> str:
    """How to write what has three digits behind its dot, "1200, 1,200.00 or 1.20"; "" for others.

    In most languages of the site a dot stands before thousands.
    """
    found = _THOUSANDS.search(written)
    if found is None:
        return ""
    whole = int(found[1] + found[2])
    return f"{whole}, {whole:,}.00 or {found[1]}.{found[2][:2]}"


def plain_number(cell: str) -> str:
    """1 for 1.0, as tools write what was a number once."""
    return re.sub(r"^(\d+)\.0+$", r"\1", cell)
