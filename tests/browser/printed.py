"""A printed paper form read back from its PDF: where text, boxes and lines stand on each sheet.

Lengths are points, 72 to the inch, from the lower left corner of the sheet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

LETTER = (612, 792)
SIDE, TOP, BOTTOM = 0.6 * 72, 0.45 * 72, 0.55 * 72  # the margins
GUTTER = 26  # the column of the numbers; nothing else of a question stands in it
WIDEST_NUMBER = 20
BOX = (14, 22)  # sides of a box to tick, with its edge


@dataclass(frozen=True)
class Mark:
    """Something drawn: a glyph with its character, a box or a line."""

    left: float
    bottom: float
    right: float
    top: float
    text: str = ""

    @property
    def middle(self) -> float:
        """How high its middle stands."""
        return (self.bottom + self.top) / 2

    def holds(self, other: "Mark") -> bool:
        """Whether `other` lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )


@dataclass(frozen=True)
class Number:
    """A question's number in the gutter, and what belongs to it: all down to the next number."""

    value: int
    top: float
    boxes: list[Mark]
    lines: list[Mark]


class Sheet:
    """One printed page. In `rtl` the gutter is on the right."""

    def __init__(self, page: pypdfium2.PdfPage, *, rtl: bool) -> None:
        self.size = page.get_size()
        self.rtl = rtl
        glyphs = list(_glyphs(page.get_textpage()))
        # What reaches over from the line before or after, on another sheet, is clipped there.
        self.glyphs = [each for each in glyphs if BOTTOM < each.middle < LETTER[1] - TOP]
        self.foot = "".join(each.text for each in glyphs if each.middle < BOTTOM / 2 + 5)
        drawn = [
            Mark(*each.get_bounds())
            for each in page.get_objects()
            if each.type == FPDF_PAGEOBJ_PATH
        ]
        squares = [mark for mark in drawn if _is_box(mark)]
        self.boxes = [
            mark for mark in squares if not any(o != mark and o.holds(mark) for o in squares)
        ]
        self.lines = [
            mark for mark in drawn if mark.top - mark.bottom < 1.5 and not self._starts(mark)
        ]
        self.numbers = list(self._numbers())

    @property
    def text(self) -> str:
        """All text in the order of the file, without spaces."""
        return "".join(glyph.text for glyph in self.glyphs)

    def cut_off(self) -> list[Mark]:
        """What is written outside the margins."""
        inside = Mark(SIDE - 2, BOTTOM - 2, LETTER[0] - SIDE + 2, LETTER[1] - TOP + 2)
        return [glyph for glyph in self.glyphs if not inside.holds(glyph)]

    def left_alone(self) -> list[Mark]:
        """Headings and introductions with no question under them on this sheet."""
        lowest = min((number.top for number in self.numbers), default=LETTER[1])
        return [glyph for glyph in self.glyphs if self._starts(glyph) and glyph.top < lowest - 20]

    def from_start(self, mark: Mark) -> float:
        """How far a mark stands from the margin where lines begin."""
        return LETTER[0] - SIDE - mark.right if self.rtl else mark.left - SIDE

    def _starts(self, mark: Mark) -> bool:
        return self.from_start(mark) < GUTTER - 1

    def _numbers(self) -> Iterator[Number]:
        found = [
            line for line in _lines(filter(self._starts, self.glyphs)) if self._is_number(line)
        ]
        tops = [max(each.top for each in line) for line in found]
        for line, top, end in zip(found, tops, [*tops, 0][1:], strict=True):

            def here(mark: Mark, top: float = top, end: float = end) -> bool:
                return end + 4 < mark.middle <= top + 4

            value = int("".join(each.text for each in sorted(line, key=lambda each: each.left)))
            yield Number(value, top, list(filter(here, self.boxes)), list(filter(here, self.lines)))

    def _is_number(self, line: list[Mark]) -> bool:
        width = max(each.right for each in line) - min(each.left for each in line)
        at_margin = min(map(self.from_start, line)) < 4
        return at_margin and width < WIDEST_NUMBER and all(each.text.isdecimal() for each in line)


def sheets(pdf: bytes, *, rtl: bool) -> list[Sheet]:
    """The pages of a PDF."""
    return [Sheet(page, rtl=rtl) for page in pypdfium2.PdfDocument(pdf)]


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Mark]:
    for place in range(text.count_chars()):
        character = text.get_text_range(place, 1)
        if character.strip():
            yield Mark(*text.get_charbox(place), character)


def _is_box(mark: Mark) -> bool:
    wide, high = mark.right - mark.left, mark.top - mark.bottom
    return BOX[0] <= wide <= BOX[1] and abs(wide - high) < 1.5


def _lines(glyphs: Iterable[Mark]) -> list[list[Mark]]:
    """Glyphs beside each other, from the top of the sheet down."""
    lines: list[list[Mark]] = []
    for glyph in sorted(glyphs, key=lambda each: -each.bottom):
        if lines and glyph.top > lines[-1][-1].bottom + 2:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines
