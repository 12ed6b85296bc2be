"""How typed text is taken in: the same for every field, in every script."""

import re
import unicodedata

import regex

# Invisible characters that get pasted along with a name and mean nothing. Joiners (U+200C,
# U+200D) and direction marks stay: they shape Persian, Khmer and mixed-direction text.
_INVISIBLE = dict.fromkeys([0x200B, 0x2060, 0xFEFF])

# What ends a line besides "\n": each of them keeps the words around it apart.
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAB_LIKE = str.maketrans("\x1f", "\t")

# Letters and marks that are drawn as nothing: a text of these alone is empty.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"

_CLUSTER = regex.compile(r"\X")


def length(text: str) -> int:
    """How many characters a reader sees: extended grapheme clusters, as Unicode's UAX #29 has it.

    An emoji family, an accented letter in two code points and a Khmer stack are one each.
    """
    return sum(1 for _ in _CLUSTER.finditer(text))


def clean(typed: str, *, multiline: bool = False) -> str:
    """`typed` in NFC, trimmed, without zero-width spaces or control characters; else unchanged.

    Spaces inside and letter case are the writer's own. Line breaks of every kind become "\\n";
    in a single-line text they and tabs become spaces, so that no words are glued together.
    A text in which nothing can be seen is empty.
    """
    text = unicodedata.normalize("NFC", typed).translate(_INVISIBLE)
    text = _LINE_BREAK.sub("\n", text).translate(_TAB_LIKE)
    if not multiline:
        text = text.replace("\n", " ").replace("\t", " ")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    return text if any(_can_be_seen(c) for c in text) else ""


def _can_be_seen(character: str) -> bool:
    return not (
        character.isspace() or character in _BLANK or unicodedata.category(character) == "Cf"
    )
