"""The names of names.csv, and how each is kept."""

import csv
import unicodedata

from tests.factories.city import DATA


def name_rows() -> list[dict[str, str]]:
    """The rows of names.csv."""
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(row: dict[str, str]) -> str:
    """The name as it must come back: composed, without the pasted zero-width space, trimmed."""
    name = "" if row["name"] == "(blank)" else row["name"]
    return unicodedata.normalize("NFC", name).replace("\u200b", "").strip()
