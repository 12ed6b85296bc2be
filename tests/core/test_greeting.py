"""What stands after "Hello" in a mail: a name, or nothing (S5)."""

import pytest

from core.greeting import may_greet
from tests.factories.names import name_rows


@pytest.mark.parametrize(
    "name",
    [
        "call +1 617 555 0199 now",
        "call 617 555 0199",
        "٦١٧٥٥٥٠١٩٩",
        "1.1.1.1",
        "１．１．１．１",
        "evil.example",
        "evil。example",
        "evil․example",
        "evil｡example",
        "evil．example",
        "www.evil.io",
        "//evil",
        "mailto:x",
        "x@y",
        "x＠y",
        "http://x",
        "tel:988",
        "<b>Bold</b>",
        "evil.\u200bexample",
        "a\nBcc: x",
    ],
)
def test_name_that_could_become_a_link_or_a_number_is_not_greeted(name) -> None:
    assert not may_greet(name)


def test_names_of_people_are_greeted() -> None:
    left_out = {row["name"] for row in name_rows() if not may_greet(row["name"])}
    assert {name[:3] for name in left_out} == {"=HY", "<b>", "Li\u200b"}
    for name in ("J.R. Smith", "Dr. Ana Souza", "Núria Gal·la", "Marie-Ève, “Mimi”", "می‌خواهم"):
        assert may_greet(name)
