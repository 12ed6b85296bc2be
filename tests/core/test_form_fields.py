"""Text fields: limits count what a reader sees, and nothing is cut or lost."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from applications.form.forms.person import NAME_LENGTH
from core import text
from core.form_fields import LineField, TextField

FAMILY = "👨\u200d👩\u200d👧\u200d👦"

ONE_EACH = {
    "emoji family": FAMILY,
    "skin tone": "👍🏽",
    "flag": "🇨🇻",
    "decomposed accent": "e\u0301",
    "Vietnamese in three code points": "e\u0302\u0301",
    "Devanagari conjunct": "क्षि",
    "Khmer stack": "ស្រី",
    "Arabic with vowels": "مُ",
    "Hangul in parts": "\u1100\u1161\u11a8",
    "outside the BMP": "𠮷",
    "line break": "\r\n",
}


@pytest.mark.parametrize("cluster", ONE_EACH.values(), ids=ONE_EACH)
def test_length_counts_one_where_a_reader_sees_one(cluster: str) -> None:
    assert text.length(cluster) == 1
    assert text.length(f"a{cluster}b{cluster}") == 4


@given(st.text())
def test_length_never_exceeds_code_points(typed: str) -> None:
    assert (0 < text.length(typed) <= len(typed)) or typed == ""


@pytest.mark.parametrize("cluster", [FAMILY, "ស្រី", "क्षि", "e\u0302\u0301", "O"])
def test_limit_takes_as_many_as_it_says_in_every_script(cluster: str) -> None:
    field = LineField(max_length=NAME_LENGTH)
    exactly = cluster * NAME_LENGTH
    assert field.clean(exactly) == text.clean(exactly)
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(exactly + cluster * 3)
    assert refused.value.messages == [f"Too long by 3. The limit is {NAME_LENGTH} characters."]


def test_limit_refuses_piled_up_accents_that_hide_in_one_character() -> None:
    pile = "Z" + "\u0301" * 20_000
    assert text.length(pile) == 1
    with pytest.raises(forms.ValidationError, match=f"far too long.* {NAME_LENGTH} characters"):
        LineField(max_length=NAME_LENGTH).clean(pile)


def test_limit_is_no_browser_limit_which_would_cut_pasted_text() -> None:
    for field in (LineField(max_length=3), TextField(max_length=3)):
        assert "maxlength" not in field.widget.attrs
        assert field.widget.attrs["dir"] == "auto"


class _Both(forms.Form):
    """One field of each kind."""

    line = LineField(max_length=20, required=False)
    lines = TextField(max_length=20, required=False)


@given(st.text(max_size=60), st.text(max_size=60))
def test_field_with_junk_keeps_it_as_cleaned_or_says_it_is_too_long(line: str, lines: str) -> None:
    form = _Both({"line": line, "lines": lines})
    wanted = {"line": text.clean(line), "lines": text.clean(lines, multiline=True)}
    for name, value in wanted.items():
        assert (name in form.errors) is (text.length(value) > 20)
        if name not in form.errors:
            assert form.cleaned_data[name] == value
        assert form[name].value() == {"line": line, "lines": lines}[name]
