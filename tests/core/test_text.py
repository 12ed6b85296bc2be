"""What happens to typed text on its way in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import text
from tests.factories.names import name_rows

JOINERS = "می‌خواهم"  # Persian: the zero-width non-joiner is part of the word


def test_clean_keeps_names_that_are_nfc_already() -> None:
    ordinary = [row["name"] for row in name_rows() if "NFD" not in row["what_it_tests"]]
    kept = [name for name in ordinary if text.clean(name) == name]
    changed = set(ordinary) - set(kept)
    assert len(kept) >= 28
    # Only what names.csv says shall change: pasted zero-width space, spaces around.
    assert {name.replace("\u200b", "").strip() for name in changed} == {
        text.clean(name) for name in changed
    }


def test_clean_makes_twins_of_decomposed_and_precomposed() -> None:
    decomposed = unicodedata.normalize("NFD", "José Peña")
    assert decomposed != "José Peña"
    assert text.clean(decomposed) == "José Peña"


def test_clean_leaves_joiners_and_inner_spaces() -> None:
    assert text.clean(JOINERS) == JOINERS
    assert text.clean("  Ana   Souza ") == "Ana   Souza"


def test_clean_drops_controls_and_zero_width_spaces() -> None:
    assert text.clean("Li\u200bu\x00 Wei\ufeff\x07") == "Liu Wei"


def test_clean_keeps_line_breaks_only_in_long_text() -> None:
    assert text.clean("a\r\nb\rc", multiline=True) == "a\nb\nc"
    assert text.clean("a\r\nb") == "a b"


@pytest.mark.parametrize("between", ["\t", "\v", "\f", "\r", "\r\n", "\x1c", "\x85", "\u2028"])
def test_clean_glues_no_words(between) -> None:
    assert text.clean(f"Maria{between}Lopez") == "Maria Lopez"
    kept = "\t" if between == "\t" else "\n"
    assert text.clean(f"Maria{between}Lopez", multiline=True) == f"Maria{kept}Lopez"


@pytest.mark.parametrize("blank", ["\u3164", "\u2800 \u3164", "\u200d\u200e", "\uffa0\u115f"])
def test_clean_makes_nothing_of_what_cannot_be_seen(blank) -> None:
    assert text.clean(blank) == ""
    assert text.clean(f"Li{blank}Wei") == f"Li{blank}Wei"


@given(st.text())
def test_clean_is_stable_and_loses_nothing_visible(typed: str) -> None:
    once = text.clean(typed, multiline=True)
    assert text.clean(once, multiline=True) == once
    if not once:
        return  # nothing in it can be seen
    # Everything but spaces, controls and zero-width spaces survives, in order.
    kept = [c for c in unicodedata.normalize("NFC", once) if not c.isspace()]
    wanted = [
        c
        for c in unicodedata.normalize("NFC", typed)
        if not c.isspace() and unicodedata.category(c) != "Cc" and c not in "\u200b\u2060\ufeff"
    ]
    assert unicodedata.normalize("NFC", "".join(kept)) == unicodedata.normalize(
        "NFC", "".join(wanted)
    )
