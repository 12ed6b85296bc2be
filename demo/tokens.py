"""Reads the design tokens from tokens.css, and computes the contrast of their colors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHEET = Path(__file__).resolve().parents[1] / "static" / "css" / "tokens.css"

# Minimum contrast of WCAG 2.2 AA: for text (1.4.3), and for edges and icons with meaning (1.4.11).
TEXT, EDGE = 4.5, 3.0

PAPERS = ("surface", "surface-raised", "wash")
WASHES = ("info-wash", "good-wash", "warn-wash", "alert-wash")

# color → (the contrast it must have, the backgrounds that it appears on)
SEEN_ON: dict[str, tuple[float, tuple[str, ...]]] = {
    "ink": (TEXT, (*PAPERS, *WASHES)),
    "text": (TEXT, (*PAPERS, *WASHES)),
    "muted": (TEXT, (*PAPERS, *WASHES)),
    "link": (TEXT, (*PAPERS, *WASHES)),
    "link-hover": (TEXT, (*PAPERS, *WASHES)),
    "on-action": (TEXT, ("action", "action-hover")),
    "alert": (TEXT, (*PAPERS, "alert-wash")),
    "good": (TEXT, (*PAPERS, "good-wash")),
    "warn": (TEXT, (*PAPERS, "warn-wash")),
    "on-bar": (TEXT, ("bar",)),
    "on-bar-muted": (TEXT, ("bar",)),
    "action": (EDGE, (*PAPERS, "info-wash")),
    "field-line": (EDGE, PAPERS),
    "focus": (EDGE, (*PAPERS, "info-wash")),
    "focus-on-bar": (EDGE, ("bar",)),
}
# Backgrounds, and colors that only decorate.
NOT_SEEN_ALONE = {*PAPERS, *WASHES, "action-hover", "bar", "line", "accent"}

BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
DECLARATION = re.compile(r"(?:/\*\s*((?:(?!\*/).)*?)\s*\*/\s*)?--([\w-]+):\s*([^;]+);", re.S)
HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Contrast:
    """The lowest contrast of a color over all its backgrounds, and the token of that background."""

    ratio: float
    on: str


@dataclass(frozen=True)
class Color:
    """One color token: what it is for, and its value and lowest contrast in each theme."""

    name: str
    purpose: str
    light: str
    dark: str
    in_light: Contrast | None
    in_dark: Contrast | None


@dataclass(frozen=True)
class Length:
    """One step of type or space; `pixels` is None where it grows with the window."""

    name: str
    value: str
    pixels: float | None


def sheet() -> str:
    """The text of tokens.css."""
    return SHEET.read_text(encoding="utf-8")


def themes(css: str) -> dict[str, dict[str, str]]:
    """Colors by theme, then by name; dark inherits what it does not redefine."""
    light = _values(css, '[data-theme="light"]')
    return {"light": light, "dark": {**light, **_values(css, '[data-theme="dark"]')}}


def colors(css: str) -> list[Color]:
    """Every color token, in the order of the sheet."""
    by_theme = themes(css)
    purposes = {name: purpose for purpose, name, _value in DECLARATION.findall(css) if purpose}
    return [
        Color(
            name=name,
            purpose=purposes.get(name, ""),
            light=value,
            dark=by_theme["dark"][name],
            in_light=lowest(name, by_theme["light"]),
            in_dark=lowest(name, by_theme["dark"]),
        )
        for name, value in by_theme["light"].items()
    ]


def lowest(name: str, values: dict[str, str]) -> Contrast | None:
    """This color's lowest contrast; None for backgrounds and decoration."""
    _least, seen_on = SEEN_ON.get(name, (0, ()))
    there = [on for on in seen_on if on in values]
    found = [Contrast(contrast(values[name], values[on]), on) for on in there]
    return min(found, key=lambda each: each.ratio, default=None)


def lengths(css: str, prefix: str) -> list[Length]:
    """The steps whose names begin with `prefix`, such as "space-"."""
    return [
        Length(name, value, float(value.removesuffix("rem")) * 16 if _is_rem(value) else None)
        for _purpose, name, value in DECLARATION.findall(css)
        if name.startswith(prefix)
    ]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colors such as "#091f2f": from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _values(css: str, selector: str) -> dict[str, str]:
    """The colors of the block with this selector."""
    return dict(_colors_within(css, selector))


def _colors_within(css: str, selector: str) -> Iterator[tuple[str, str]]:
    for selectors, body in BLOCK.findall(css):
        if selectors.strip().endswith(selector):
            for _purpose, name, value in DECLARATION.findall(body):
                if HEX.fullmatch(value):
                    yield name, value


def _is_rem(value: str) -> bool:
    return re.fullmatch(r"[\d.]+rem", value) is not None


def _luminance(color: str) -> float:
    """Relative luminance as WCAG defines it: 0 black, 1 white."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
