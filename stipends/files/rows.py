"""The rows of a spreadsheet of payments, as they are read and as they wait."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from core.reading.amounts import cents_in, plain_number, two_readings
from core.reading.days import NoDay, day_in, from_serial, orders_in
from core.reading.limits import FAULTS
from core.tax_numbers import WORDS, holds_tax_number
from stipends.check_numbers import fault_of
from stipends.enums import Method
from stipends.files.columns import LABELS, Table

LONGEST = {"reference": 40, "payee": 20, "number": 40}
_TOTALS = ("total", "totals", "grand total", "sum", "subtotal")
_TIME = re.compile(r"[\sT,]*(?:at\s+)?\d{1,2}:\d{2}")
_MAIL, _PICKED_UP = ("mail", "post"), ("pick", "counter", "in person")


@dataclass(frozen=True)
class Row:
    """One payment as the file has it; `trouble` says what cannot be read of it.

    `method` is "" where the row says none.
    """

    number_in_file: int
    reference: str
    payee: str
    cents: int | None
    number: str
    day: date | None
    method: str
    trouble: str = ""


@dataclass(frozen=True)
class Payments:
    """All rows, and what the row of totals says, if there is one."""

    rows: list[Row]
    total_cents: int | None = None


def payments_in(table: Table) -> Payments:
    """Every row below the headings. A row of totals has no payee, number or date."""
    days = [_cell(table, cells, "day") for _number, cells in table.rows]
    is_day_first = orders_in(days) == {True}
    rows, total = [], None
    for number, cells in table.rows:
        if _is_total(table, cells):
            total = cents_in(_cell(table, cells, "amount")) or total
        else:
            rows.append(_row(table, number, cells, is_day_first))
    return Payments(rows, total)


def to_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """As PaymentFile keeps them."""
    return [asdict(row) | {"day": row.day and row.day.isoformat()} for row in rows]


def from_json(kept: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """The other way round."""
    for each in kept:
        yield Row(**each | {"day": each["day"] and date.fromisoformat(each["day"])})


def _cell(table: Table, cells: list[str], field: str) -> str:
    place = table.places.get(field)
    return cells[place] if place is not None and place < len(cells) else ""


def _is_total(table: Table, cells: list[str]) -> bool:
    says_so = any(cell.strip(" :").casefold() in _TOTALS for cell in cells)
    is_somebody = any(_cell(table, cells, field) for field in ("payee", "number", "day"))
    has_reference = _cell(table, cells, "reference").strip(" :").casefold() not in ("", *_TOTALS)
    return says_so and not has_reference or not (is_somebody or has_reference)


def _row(table: Table, number: int, cells: list[str], is_day_first: bool) -> Row:
    of = {field: _cell(table, cells, field) for field in LABELS}
    of |= {field: plain_number(of[field]) for field in ("payee", "number")}
    troubles = [f"{LABELS[field]}: {of[field]}" for field in of if of[field] in FAULTS]
    for field in of:
        if field != "amount" and holds_tax_number(of[field], in_groups=field == "number"):
            troubles.append(f"{LABELS[field]}: {WORDS[0].lower()}{WORDS[1:-1]}")
            of[field] = ""  # it is not kept, and not shown
    for field, most in LONGEST.items():
        if len(of[field]) > most:
            troubles.append(f"{LABELS[field]} is longer than {most} characters")
            of[field] = of[field][:most]
    cents = cents_in(of["amount"])
    if not cents:
        troubles.append(_no_amount(of["amount"][:40]))
    day, why = _day(of["day"], is_day_first)
    if why:
        troubles.append(why)
    if not of["number"]:
        troubles.append("No check number")
    elif of["number"] not in FAULTS and (fault := fault_of(of["number"])):
        troubles.append(f"Check number: {fault[0].lower()}{fault[1:-1]}")
    return Row(
        number_in_file=number,
        reference=of["reference"],
        payee=of["payee"],
        cents=cents,
        number=of["number"],
        day=day,
        method=_method(of["method"]),
        trouble=". ".join(dict.fromkeys(troubles)),
    )


def _no_amount(written: str) -> str:
    if not written:
        return "No amount"
    if holds_tax_number(written):
        return "Amount: none that we can read"
    if ways := two_readings(written):
        return f"Amount: “{written}” can be read in two ways; write {ways}"
    return f"Amount: “{written}” is none that we can read"


def _day(written: str, is_day_first: bool) -> tuple[date | None, str]:
    """The day, or None and why not."""
    if not written:
        return None, "No date"
    if written.isdecimal() and (moment := from_serial(float(written))):
        return moment.date(), ""
    try:
        day, rest = day_in(written, is_day_first=is_day_first)
    except NoDay as why:
        return None, str(why).rstrip(".")
    if rest.strip() and not _TIME.match(rest):
        return None, f"“{written[:60]}” says more than a day"
    return day, ""


def _method(written: str) -> str:
    said = written.casefold()
    if any(word in said for word in _PICKED_UP):
        return Method.CHECK_PICKED_UP
    return Method.CHECK_BY_MAIL if any(word in said for word in _MAIL) else ""
