"""Amounts of money as spreadsheets and people write them."""

import re
from decimal import Decimal

_AMOUNT = re.compile(r"(?:US)?\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?\s*(?:USD)?", re.I)


def cents_in(written: str) -> int | None:
    """Cents of "$1,200.00", "1200" or "600.5"; None for what is no amount, or below zero."""
    found = _AMOUNT.fullmatch(written.strip())
    if found is None:
        return None
    whole, part = found[1].replace(",", ""), found[2] or "0"
    return int(Decimal(f"{whole}.{part}") * 100)


def plain_number(cell: str) -> str:
    """1 for 1.0, as tools write what was a number once."""
    return re.sub(r"^(\d+)\.0+$", r"\1", cell)
