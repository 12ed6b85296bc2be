"""How HTML and CSS are laid out: `python -m tests.architecture.markup` says what is not, and with
`--write` lays it out (`./run format`)."""

import sys
from collections.abc import Iterator
from pathlib import Path

import cssbeautifier
from djhtml.modes import DjHTML

from tests.architecture.source import Fault, files, relative

LONGEST_LINE = 120
INDENT = 2
STYLE = cssbeautifier.default_options()
STYLE.indent_size = INDENT
STYLE.end_with_newline = True
STYLE.newline_between_rules = False
STYLE.space_around_combinator = True


def laid_out(path: str, text: str) -> str:
    """`text` as it should be indented: only white space differs that no reader sees."""
    if path.endswith(".css"):
        return cssbeautifier.beautify(text, STYLE)
    return DjHTML(text).indent(INDENT)


def faults(path: str, text: str) -> Iterator[Fault]:
    """The first line that is laid out otherwise, and each that is too long."""
    lines = text.splitlines()
    wanted = laid_out(path, text).splitlines()
    if lines != wanted:
        same = sum(1 for _ in _common(lines, wanted))
        yield Fault(path, same + 1, "is not laid out: ./run format")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            yield Fault(path, number, f"has {len(line)} characters, more than {LONGEST_LINE}")


def _common(lines: list[str], wanted: list[str]) -> Iterator[str]:
    for one, other in zip(lines, wanted, strict=False):
        if one != other:
            return
        yield one


def pages_and_sheets() -> list[Path]:
    """Every template and style sheet of ours."""
    return [path for path in files(".html", ".css") if "data" not in path.parts]


def main(arguments: list[str]) -> int:
    """Lay out, or say what is not laid out."""
    found = 0
    for path in pages_and_sheets():
        text = path.read_text(encoding="utf-8")
        if "--write" in arguments:
            new = laid_out(path.name, text)
            if new != text:
                path.write_text(new, encoding="utf-8")
            text = new
        for fault in faults(relative(path), text):
            found += 1
            sys.stdout.write(f"{fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
