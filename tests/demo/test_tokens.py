"""Colors keep their contrast in light and in dark."""

import pytest

from demo import tokens

CSS = tokens.sheet()
THEMES = tokens.themes(CSS)
SEEN = [
    (theme, name, on, least)
    for theme in THEMES
    for name, (least, seen_on) in tokens.SEEN_ON.items()
    for on in seen_on
]
PLANTED = """
:root, [data-theme="light"] { /* words */ --ink: #000000; --surface: #ffffff; }
:root { --space-1: 0.25rem; --step-3: clamp(1rem, 2vw, 2rem); }
@media screen { [data-theme="dark"] { --surface: #777777; } }
"""


def _by_name(name: str, css: str = PLANTED) -> tokens.Color:
    [color] = [each for each in tokens.colors(css) if each.name == name]
    return color


@pytest.mark.parametrize(("theme", "name", "on", "least"), SEEN)
def test_tokens_keep_their_contrast(theme: str, name: str, on: str, least: float) -> None:
    assert tokens.contrast(THEMES[theme][name], THEMES[theme][on]) >= least


def test_tokens_every_color_says_what_it_is_seen_on() -> None:
    assert set(THEMES["light"]) == tokens.SEEN_ON.keys() | tokens.NOT_SEEN_ALONE
    assert all(color.purpose for color in tokens.colors(CSS))


def test_tokens_dark_by_system_and_by_choice_are_equal() -> None:
    system = dict(tokens.BLOCK.findall(CSS.replace("@media screen and", "")))
    by_system = [body for head, body in system.items() if ":not([data-theme])" in head]
    by_choice = [body for head, body in system.items() if '[data-theme="dark"]' in head]
    [one], [other] = by_system, by_choice
    scheme = "color-scheme: dark;"
    assert scheme in other
    assert one.split() == other.replace(scheme, "").split()


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),  # the gray that just fails
        ("#0000ff", "#ffffff", 8.592),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert tokens.contrast(one, other) == tokens.contrast(other, one)
    assert tokens.contrast(one, other) == pytest.approx(ratio, abs=0.001)


def test_tokens_dark_that_says_nothing_anew_is_as_in_light() -> None:
    ink, surface = _by_name("ink"), _by_name("surface")
    assert (ink.light, ink.dark, ink.purpose) == ("#000000", "#000000", "words")
    assert (surface.light, surface.dark) == ("#ffffff", "#777777")


def test_tokens_lengths_in_pixels_where_they_are_fixed() -> None:
    assert tokens.lengths(PLANTED, "space-") == [tokens.Length("space-1", "0.25rem", 4.0)]
    [grows] = tokens.lengths(PLANTED, "step-")
    assert grows.pixels is None
