"""Clean and measure typed text, the same way for every field and script; numbers of things."""

import re
import unicodedata

import regex

# Invisible characters without meaning that get pasted along. Joiners (U+200C,
# U+200D) and direction marks stay: they shape Persian, Khmer and mixed-direction text.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]+")

# What ends a line besides "\n".
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAB_LIKE = "\x1f"
# Control characters, category Cc, but for tabs and ends of lines.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")

# Letters and marks without a visible shape: a text of these alone is empty.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"

_CLUSTER = regex.compile(r"\X")


def length(text: str) -> int:
    """The number of visible characters: extended grapheme clusters (Unicode UAX #29).

    An emoji family, an accented letter of two code points and a Khmer stack are one each.
    """
    return sum(1 for _ in _CLUSTER.finditer(text))


def number_of(number: int, noun: str) -> str:
    """A number of things in English: "1 review", "3 reviews"."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def clean(typed: str, *, multiline: bool = False) -> str:
    """`typed` in NFC, trimmed, without zero-width spaces or control characters; else unchanged.

    Inner spaces and letter case stay. Line breaks of every kind become "\\n"; in a single-line
    text they and tabs become spaces. A text without visible characters is empty.
    """
    if not typed:
        return ""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", typed))
    text = _LINE_BREAK.sub("\n", text).replace(_TAB_LIKE, "\t")
    if not multiline:
        text = text.replace("\n", " ").replace("\t", " ")
    text = _CONTROLS.sub("", text).strip()
    return text if any(_can_be_seen(c) for c in text) else ""


def _can_be_seen(character: str) -> bool:
    return not (
        character.isspace() or character in _BLANK or unicodedata.category(character) == "Cf"
    )
