"""Rule 9: public words come from the catalogue; no inline code, no promise of secrecy."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.architecture.source import ROOT, Fault, Module, files

TEMPLATES = ROOT / "templates"
STAFF = re.compile(r"""\{%\s*extends\s+["']admin/""")
TAG = re.compile(r"\{%.*?%\}", re.S)
VARIABLE = re.compile(r"\{\{.*?\}\}", re.S)
NOTE = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.S)
FROM_CATALOGUE = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.S
)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.S)
LITERAL_IN_FILTER = re.compile(
    r"""\|(?:default|default_if_none|yesno|pluralize|add|join|firstof):(["'])(.*?)\1"""
)
SPOKEN = {"aria-label", "aria-description", "alt", "placeholder", "title", "data-left", "data-over"}
PROMISE = re.compile(r"anonym(ous|ity)|confidential", re.I)

# path → reason
MAY_MARK_SAFE = {
    "applications/form/prose.py": "escapes each piece before it joins them",
    "applications/form/forms/rendered.py": "joins a rendered template with answers it escapes",
}


def templates() -> list[Path]:
    """Every template of ours, wherever it lies."""
    return [path for path in files(".html", ".txt") if "templates" in path.parts]


def is_public(path: Path, text: str) -> bool:
    """Whether residents may see it: root, applications/, civic/, widgets; no staff pages."""
    folder = path.relative_to(TEMPLATES).parts[0] if path.is_relative_to(TEMPLATES) else ""
    in_public_folder = folder in ("applications", "civic", "django") or folder == path.name
    return in_public_folder and not STAFF.search(text)


def _without_code(text: str) -> str:
    """What is left for a reader to see, line numbers kept."""
    for part in (NOTE, FROM_CATALOGUE, TAG, VARIABLE, DRAWING):
        text = part.sub(lambda found: "\n" * found[0].count("\n"), text)
    return text


class _Page(HTMLParser):
    """Collects words that stand in a template itself: (line, words)."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = SPOKEN | ({"value"} if tag in ("button", "input") else set())
        for name, value in attrs:
            if name in shown:
                self._take(value or "")

    def handle_data(self, data: str) -> None:
        self._take(data)

    def _take(self, words: str) -> None:
        if any(character.isalpha() for character in words):
            self.words.append((self.getpos()[0], " ".join(words.split())))


def literal_words(path: str, text: str) -> Iterator[Fault]:
    """Words on a public page that no catalogue can translate."""
    page = _Page()
    page.feed(_without_code(text))
    page.close()
    for line, words in page.words:
        yield Fault(path, line, f"not from the catalogue: {words}")
    for variable in VARIABLE.finditer(NOTE.sub("", text)):
        for _quote, words in LITERAL_IN_FILTER.findall(variable[0]):
            if any(character.isalpha() for character in words):
                yield Fault(path, 0, f"not from the catalogue: {variable[0]}")


def inline_code(path: str, text: str) -> Iterator[Fault]:
    """Styles, scripts and handlers inside a page: the content policy refuses them."""
    shown = NOTE.sub("", text)
    for what, pattern in {
        "style attribute": r"<[^>]*\sstyle\s*=",
        "style element": r"<style\b",
        "script without src": r"<script\b(?![^>]*\ssrc\s*=)",
        "handler": r"<[^>]*\son[a-z]+\s*=",
        "javascript address": r"javascript:",
    }.items():
        for found in re.finditer(pattern, shown, re.I):
            yield Fault(path, shown.count("\n", 0, found.start()) + 1, what)


def unescaped(path: str, text: str) -> Iterator[Fault]:
    """Places where a value is written as it is; plain-text mail has nothing to escape."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\|\s*(safe|safeseq)\b", line):
            yield Fault(path, number, "|safe")
        if re.search(r"autoescape\s+off", line) and not path.endswith(".txt"):
            yield Fault(path, number, "autoescape off")


def marked_safe(module: Module) -> Iterator[Fault]:
    """The same in Python."""
    for node in module.nodes(ast.Call):
        if ast.unparse(node.func).split(".")[-1] in ("mark_safe", "SafeString"):
            yield Fault(module.path, node.lineno, ast.unparse(node.func))


def promised_on_page(path: str, text: str) -> Iterator[Fault]:
    """Words that promise more than a city can keep."""
    shown = NOTE.sub(lambda note: "\n" * note[0].count("\n"), text)
    for number, line in enumerate(shown.splitlines(), 1):
        if found := PROMISE.search(line):
            yield Fault(path, number, f"promises {found[0]}")


def promised_in_python(module: Module) -> Iterator[Fault]:
    """The same in texts that may reach the screen; docstrings do not."""
    documentation = {
        id(node.body[0].value)
        for node in module.nodes(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        if ast.get_docstring(node)
    }
    for node in module.nodes(ast.Constant):
        text = "" if id(node) in documentation else node.value
        if isinstance(text, str) and (found := PROMISE.search(text)):
            yield module.fault(node, f"promises {found[0]}")
