"""Spreadsheets as finance really sends them are read right, or refused with what to do."""

import io
from datetime import date, datetime

import pytest

from core.reading import spreadsheet
from core.reading.amounts import cents_in
from core.reading.limits import Unreadable
from stipends.files.columns import Table, table_in
from stipends.files.rows import Payments, from_json, payments_in, to_json
from tests.factories.payment_files import HEADINGS, workbook

ONE = ("CDG-7K4M-Q2XD", "V-1", "$600.00", "118826", "2/12/2027")


def table(content: bytes) -> Table:
    return table_in(spreadsheet.read(io.BytesIO(content)))


def read(*rows, above=(), headings=HEADINGS) -> Payments:
    return payments_in(table(workbook([*above, headings, *rows])))


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("$1,200.00", 120000),
        ("1200", 120000),
        ("600.5", 60050),
        ("$ 600.00 ", 60000),
        ("USD 600", 60000),
        ("US$600", 60000),
        ("9" * 30, None),
        ("٦٠٠", None),
        ("600 USD", 60000),
        ("600.500", None),
        ("1.200", None),
        ("$1200.000", None),
        ("1.20", 120),
        ("600.5000", 60050),
        ("(600.00)", None),
        ("-600", None),
        ("1.200,00", None),
        ("six hundred", None),
        ("1,20", None),
        ("", None),
    ],
)
def test_amount_is_read_as_people_write_it(written, cents) -> None:
    assert cents_in(written) == cents


def test_merged_header_total_row_and_trailing_spaces() -> None:
    found = read(
        ("CDG-7K4M-Q2XD  ", " V-1 ", " $1,200.00 ", 118826, datetime(2027, 2, 12)),
        ("", "", "", "", ""),
        ("Total", "", "$1,200.00", "", ""),
        above=[("City of Boston, check run", None, None), ("Printed 2/13/2027",)],
    )
    assert found.total_cents == 120000
    (row,) = found.rows
    assert (row.reference, row.payee, row.cents) == ("CDG-7K4M-Q2XD", "V-1", 120000)
    assert (row.number, row.day, row.number_in_file) == ("118826", date(2027, 2, 12), 4)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2/12/2027", date(2027, 2, 12)),
        ("02/12/27", date(2027, 2, 12)),
        ("2027-02-12", date(2027, 2, 12)),
        ("Feb 12, 2027", date(2027, 2, 12)),
        ("12 February 2027", date(2027, 2, 12)),
        ("12-Feb-2027", date(2027, 2, 12)),
        ("12 Feb 2027", date(2027, 2, 12)),
        ("Feb-12-2027", date(2027, 2, 12)),
        ("12/FEB/2027", date(2027, 2, 12)),
        ("12Feb2027", date(2027, 2, 12)),
        ("Feb. 12,2027", date(2027, 2, 12)),
        ("Fri., 12th of February, 2027", date(2027, 2, 12)),
        ("12-Feb-2027 09:30", date(2027, 2, 12)),
        ("46430", date(2027, 2, 12)),
        (datetime(2027, 2, 12, 9, 30), date(2027, 2, 12)),
    ],
)
def test_date_as_text_number_or_date(cell, day) -> None:
    (row,) = read((*ONE[:4], cell)).rows
    assert (row.day, row.trouble) == (day, "")


def test_day_comes_first_where_a_row_shows_it() -> None:
    rows = read((*ONE[:4], "25/2/2027"), (*ONE[:4], "3/2/2027")).rows
    assert [row.day for row in rows] == [date(2027, 2, 25), date(2027, 2, 3)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({2: "twelve"}, "“twelve” is none"),
        ({2: ""}, "No amount"),
        ({2: "1.200"}, "write 1200, 1,200.00 or 1.20"),
        ({2: 0}, "is none that we can read"),
        ({3: ""}, "No check number"),
        ({3: "9" * 41}, "longer than 40"),
        ({4: ""}, "No date"),
        ({4: "soon"}, "“soon” is no day"),
        ({4: "²²²²²"}, "is no day"),
        ({4: "1/1/21"}, ""),
        ({4: "1/1/9999"}, "9999"),
        ({4: "2/30/2027"}, "There is no day"),
        ({4: "30-Feb-2027"}, "There is no day"),
        ({4: "30-Nov-21"}, "is no day"),
        ({4: "Nov 30, 21"}, "is no day"),
        ({4: "Nov 30, 0021"}, "Check the year"),
        ({4: "30-Nov-9999"}, "Check the year"),
        ({4: "Nov 30, 20261"}, "is no day"),
        ({4: "Marble 3, 2027"}, "is no day"),
        ({4: "not Nov 30, 2026"}, "is no day"),
        ({4: "Nov 30, 2026 or Dec 1, 2026"}, "says more than a day"),
        ({2: "#REF!"}, "No amount"),
    ],
)
def test_row_says_what_cannot_be_read(change, says) -> None:
    cells = [change.get(place, cell) for place, cell in enumerate(ONE)]
    (row,) = read(cells).rows
    assert says in row.trouble
    assert bool(says) == bool(row.trouble)


@pytest.mark.parametrize(
    ("sheets", "says"),
    [
        ([[("Name", "City"), ("Ana", "Boston")]], "headings that we look for"),
        ([[HEADINGS[:4], ONE[:4]]], "no column Date"),
        ([[("Amount", "Check number", "Date"), ONE[2:]]], "Reference or Payee number"),
        ([[(*HEADINGS, "Amount"), (*ONE, "600")]], "Columns C and F are both read as Amount"),
        ([[HEADINGS, ONE], [HEADINGS, ONE]], "Sheets “Sheet 1” and “Sheet 2”"),
    ],
)
def test_wrong_file_is_refused_with_what_to_do(sheets, says) -> None:
    with pytest.raises(Unreadable, match=says):
        table(workbook(*sheets))


def test_sheet_with_payments_is_found_among_others() -> None:
    notes = [("Notes",), ("All good",)]
    assert payments_in(table(workbook(notes, [HEADINGS, ONE]))).rows[0].number == "118826"


def test_headings_of_a_finance_system_are_known_and_names_are_not_read() -> None:
    headings = ("Vendor Name", "Vendor #", "Invoice", "Check No.", "Check Date", "Check Amount")
    found = table(
        workbook([headings, ("Désir, Frantz", "V-1", "CDG-7K4M-Q2XD", 7, "2/12/2027", 600)])
    )
    assert found.in_words == {
        "Payee number": "B",
        "Reference": "C",
        "Check number": "D",
        "Date": "E",
        "Amount": "F",
    }
    assert "Désir" not in str(to_json(payments_in(found).rows))


def test_csv_with_semicolons_and_1_0_for_a_number() -> None:
    content = "Reference;Amount;Check number;Date\nCDG-7K4M-Q2XD;600.0;118826.0;2027-02-12\n"
    (row,) = payments_in(table(content.encode())).rows
    assert (row.cents, row.number) == (60000, "118826")


def test_formula_that_failed_is_no_number() -> None:
    content = "Reference,Amount,Check number,Date\nCDG-7K4M-Q2XD,600,#REF!,2027-02-12\n"
    (row,) = payments_in(table(content.encode())).rows
    assert row.trouble == "Check number: #REF!"


def test_rows_wait_as_they_were_read() -> None:
    rows = read(ONE, (*ONE[:4], "")).rows
    assert list(from_json(to_json(rows))) == rows


def test_five_thousand_rows_are_read() -> None:
    content = "\n".join([",".join(HEADINGS), *("CDG-7K4M-Q2XD,V-1,600,1,2027-02-12",) * 5000])
    assert len(payments_in(table(content.encode())).rows) == 5000
