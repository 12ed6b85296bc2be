"""Where somebody lives: every address of addresses.csv through the web form."""

import csv
from dataclasses import dataclass

import pytest

from applications.models import Draft
from core import text
from tests.applications.form.home_page import filled, home_page, likely_slugs, save
from tests.factories.city import DATA

ACCEPTED, ASKED, ERROR = "accepted", "asked once, then accepted", "error, value kept"


@dataclass(frozen=True)
class Case:
    """What somebody chooses along with one row's address, and what then happens."""

    neighborhood: str
    outcome: str
    says: str = ""  # in the question or the error
    leads: tuple[str, ...] = ()  # offered first


# By (kind, ZIP code), in the order of the file.
CASES = {
    ("apartment", "02125"): Case("dorchester", ACCEPTED),
    ("unit number sign", "02118"): Case("south-end", ACCEPTED),
    ("half number", "02129"): Case("charlestown", ACCEPTED),
    ("range", "02127"): Case("south-boston", ACCEPTED),
    ("letter suffix", "02131"): Case("roslindale", ACCEPTED),
    ("ambiguous street", "(blank)"): Case("", ERROR, "Choose a neighborhood, or “Not sure”."),
    ("ZIP shared by 3 areas", "02116"): Case(
        "not-sure",
        ASKED,
        "02116 covers Back Bay, South End, Downtown and Bay Village.",
        ("back-bay", "south-end", "downtown", "bay-village"),
    ),
    ("ZIP shared by 4 areas", "02115"): Case(
        "not-sure",
        ASKED,
        "02115 covers Fenway, Back Bay, Mission Hill and Longwood.",
        ("fenway", "back-bay", "mission-hill", "longwood"),
    ),
    ("ZIP shared by 2", "02121"): Case(
        "not-sure",
        ASKED,
        "02121 covers Dorchester and Roxbury. Which is closest to your home?",
        ("dorchester", "roxbury"),
    ),
    ("Mattapan or Hyde Park", "02126"): Case(
        "not-sure", ASKED, "02126 covers Mattapan and Hyde Park.", ("mattapan", "hyde-park")
    ),
    ("split ZIP", "02467"): Case(
        "brighton",
        ASKED,
        "Only a part of ZIP code 02467 is in Boston. Is your home in Boston?",
    ),
    ("not Boston", "02446"): Case(
        "allston", ASKED, "Most homes with ZIP code 02446 are in Brookline. Is your home in Boston?"
    ),
    ("not Boston", "02186"): Case("mattapan", ASKED, "are in Milton. Is your home in Boston?"),
    ("not Boston", "02171"): Case("dorchester", ASKED, "are in Quincy. Is your home in Boston?"),
    ("not Boston", "02139"): Case("allston", ASKED, "are in Cambridge. Is your home in Boston?"),
    ("not Boston", "02145"): Case("charlestown", ASKED, "are in Somerville. Is your home in"),
    ("not Boston", "02150"): Case("east-boston", ASKED, "are in Chelsea. Is your home in Boston?"),
    ("Harvard/Allston", "02163"): Case("allston", ACCEPTED),
    ("City Hall ZIP", "02201"): Case("not-sure", ACCEPTED),
    ("ZIP+4", "02119-1234"): Case("roxbury", ACCEPTED),
    ("ZIP typed badly", "O2119"): Case("roxbury", ERROR, "the digit 0 (zero), not the letter O"),
    ("PO box", "02112"): Case("roxbury", ACCEPTED),
    ("shelter", "02118"): Case("no-fixed-place", ACCEPTED),
    ("no address", ""): Case("no-fixed-place", ACCEPTED),
    ("place description", ""): Case("no-fixed-place", ACCEPTED),
    ("couch surfing", ""): Case("no-fixed-place", ACCEPTED),
    ("address kept secret", "02150"): Case(
        "dorchester", ASKED, "If you only get your mail there, that is fine."
    ),
    ("care of person", "02128"): Case("east-boston", ACCEPTED),
    ("treatment or custody", "02118"): Case("roxbury", ACCEPTED),
    ("non-Latin address", "02111"): Case("chinatown", ACCEPTED),
    ("no unit box", "02119"): Case("roxbury", ACCEPTED),
    ("student dorm", "02215"): Case("fenway", ACCEPTED),
}


def address_rows() -> list[dict[str, str]]:
    """The rows of addresses.csv."""
    with (DATA / "addresses.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = address_rows()


def test_cases_are_those_of_the_file() -> None:
    assert list(CASES) == [(row["kind"], row["zip"]) for row in ROWS]


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']} {row['zip']}")
def test_address_is_handled_as_its_row_says(at_home, call, row) -> None:
    case = CASES[row["kind"], row["zip"]]
    zip_code = row["zip"].replace("(blank)", "")
    where = "street" if zip_code or row["kind"] == "ambiguous street" else "place_description"
    typed = {
        "neighborhood": case.neighborhood,
        where: row["line1"],
        "unit": row["line2"],
        "zip_code": zip_code,
    }
    status, page = save(at_home, call, home_page(at_home, call), **typed)
    assert case.says in page.text
    shown = {name: text.clean(value) for name, value in typed.items()}
    if case.outcome == ERROR:
        assert status == 200
        assert page.text.startswith("Error:")
        assert shown.items() <= filled(page).items() | {("neighborhood", case.neighborhood)}
        assert "home" not in Draft.objects.get().answers
        return
    if case.outcome == ASKED:
        assert status == 200
        assert page.text.startswith("A question:")
        assert "Error" not in page.text
        assert 'class="error' not in page.html
        assert shown.items() <= filled(page).items(), "nothing is lost"
        assert likely_slugs(page) == case.leads
        status, page = save(at_home, call, page)
    assert status == 302
    home = Draft.objects.get().answers["home"]
    stored = {**typed, where: text.clean(row["line1"]), "zip_code": zip_code[:5]}
    assert home == {"street": "", "place_description": ""} | stored
