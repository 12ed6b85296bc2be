"""One set of sheets serves every direction, and holds nothing that no page needs."""

import pytest

from tests.architecture import styles
from tests.architecture.source import expect_none

SHEETS = styles.sheets()


def test_styles_are_all_seen() -> None:
    assert {"static/css/site.css", "static/css/staff.css"} <= {path for path, _text in SHEETS}


def test_styles_name_no_side_of_the_screen() -> None:
    found = [fault for path, text in SHEETS for fault in styles.physical(path, text)]
    expect_none(str(fault) for fault in found if fault.place not in styles.MAY_BE_PHYSICAL)
    assert set(styles.MAY_BE_PHYSICAL) <= {fault.place for fault in found}


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1rem",
        "left: 0",
        "text-align:left",
        "float: right",
        "border-right: 1px solid",
        "padding-top: 0",
        "border-top-left-radius: 3px",
        "scroll-padding-bottom: 1rem",
        "max-width: 40rem",
        "height: 2px",
        "margin: 0 1rem 0 0",
        "padding: 0 calc(1rem * 2) 0 var(--space-1)",
        "border-width: 0 2px 2px 0",
    ],
)
def test_styles_that_name_a_side_are_caught(declaration: str) -> None:
    for text in (
        f"a {{ {declaration}; }}",
        f"@media print {{ a {{ color: red; {declaration} }} }}",
    ):
        assert list(styles.physical("static/css/planted.css", text)), text


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-inline-start: 1rem",
        "inset: 0",
        "text-align: start",
        "padding: 0 1rem 2rem 1rem",
        "border-block-end: 1px solid",
        "max-inline-size: 40rem",
        "line-height: 1.5",
        "color: red; /* left: 0; */",
    ],
)
def test_styles_for_every_direction_pass(declaration: str) -> None:
    text = f"@media (min-width: 48rem) {{ a:hover {{ {declaration} }} }}"
    assert list(styles.physical("static/css/planted.css", text)) == []


def test_styles_have_no_class_that_no_page_wears() -> None:
    worn = styles.worn()
    for path, text in SHEETS:
        if path != styles.OF_SPECIMENS:
            dead = styles.classes(text) - worn - styles.PUT_ON_ELSEWHERE.keys()
            expect_none(f"{path}: .{name} is worn by no page" for name in sorted(dead))
    assert set(styles.PUT_ON_ELSEWHERE) & worn == set(), "no excuse needed"


def test_styles_class_without_a_page_is_caught() -> None:
    text = "/* .noted */ .card:hover, .no-such-class > a { color: red; }"
    assert styles.classes(text) == {"card", "no-such-class"}
    assert styles.classes(text) - styles.worn() == {"no-such-class"}


def test_styles_have_a_rule_for_every_class_that_a_page_wears() -> None:
    ruled = {name for _path, text in SHEETS for name in styles.classes(text)}
    worn = styles.worn_by_us()
    expect_none(
        f"{worn[name]}: .{name} has no rule" for name in worn.keys() - ruled - styles.HOOKS.keys()
    )
    assert styles.HOOKS.keys() <= worn.keys() - ruled, "no excuse needed"


def test_styles_class_is_read_whole() -> None:
    value = "panel{% if wide %} wide{% endif %} message-{{ level }} {{ look }}"
    assert styles.whole_classes(value) == ["panel", "wide"]


def test_styles_use_every_token_and_no_other() -> None:
    named = {path: styles.tokens_named(text) for path, text in SHEETS}
    defined = {name for own, _used in named.values() for name in own}
    used = {name for _own, names in named.values() for name in names}
    assert used - defined == set()
    assert named["static/css/tokens.css"][0] - used == set()


def test_styles_token_that_is_misspelled_or_idle_is_caught() -> None:
    defined, used = styles.tokens_named("a { --ink: red; color: var(--inc); /* var(--ink) */ }")
    assert (defined, used) == ({"--ink"}, {"--inc"})
