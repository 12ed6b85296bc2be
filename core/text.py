"""How typed text is taken in: the same for every field, in every script."""

import unicodedata

import regex

# Invisible characters that get pasted along with a name and mean nothing. Joiners (U+200C,
# U+200D) and direction marks stay: they shape Persian, Khmer and mixed-direction text.
_INVISIBLE = dict.fromkeys([0x200B, 0x2060, 0xFEFF])

_CLUSTER = regex.compile(r"\X")


def length(text: str) -> int:
    """How many characters a reader sees: extended grapheme clusters, as Unicode's UAX #29 has it.

    An emoji family, an accented letter in two code points and a Khmer stack are one each.
    """
    return sum(1 for _ in _CLUSTER.finditer(text))


def clean(typed: str, *, multiline: bool = False) -> str:
    """`typed` in NFC, trimmed, without zero-width spaces or control characters; else unchanged.

    Spaces inside and letter case are the writer's own. Line breaks become "\\n"; in a
    single-line text they become spaces.
    """
    text = unicodedata.normalize("NFC", typed).translate(_INVISIBLE)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not multiline:
        text = text.replace("\n", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc").strip()
