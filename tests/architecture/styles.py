"""Style sheets: start and end, not left and right; classes worn and styled; tokens used."""

import re
from collections.abc import Iterator
from pathlib import Path

import django.contrib.admin

from tests.architecture.screen import templates
from tests.architecture.source import ROOT, Fault, relative

FOLDER = ROOT / "static" / "css"
# The design page shows classes: that does not count as a use, and its own classes are not checked.
SPECIMENS = ROOT / "templates" / "demo"
OF_SPECIMENS = "static/css/design.css"
DJANGO_ADMIN = Path(django.contrib.admin.__file__).parent / "templates"

NOTE = re.compile(r"/\*.*?\*/", re.S)
DECLARATION = re.compile(r"(?<=[{;])\s*([a-z-]+)\s*:\s*([^{};]+)")
SIDE = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"({SIDE})|(margin|padding|border|inset|scroll-margin|scroll-padding)-({SIDE})(-\w+)?"
    rf"|border-({SIDE})-({SIDE})-radius|(min-|max-)?(width|height)"
)
# A value that names a side, or gives all four and other ones for left and right.
SIDED = re.compile(r"(text-align|float|clear|caption-side|resize)")
FOUR = re.compile(r"(margin|padding|inset|scroll-margin|scroll-padding|border-(width|color|style))")

# sheet: property → reason
MAY_BE_PHYSICAL = {
    "static/css/site.css: border-width": "the tip of an arrow, which is then turned",
}
# class → what sets it
PUT_ON_ELSEWHERE = {
    "tick-box": "core/templatetags/tables.py",
    "counter": "site.js, below a box that has a limit",
    "over": "site.js, when a text is too long",
    "trap": "applications/form/forms/step_form.py",
    "columns-2": "_paper_question.html, by the number of columns",
    "columns-3": "_paper_question.html, by the number of columns",
    "away": "applications/form/prose.py",
    "call-button": "applications/form/prose.py",
    "part-about-you": "paper_form.html, by the part's name",
    "part-connection": "paper_form.html, by the part's name",
    "message-success": "admin/base_site.html, by the message's level",
    "message-warning": "admin/base_site.html, by the message's level",
    **dict.fromkeys(
        ["chosen", "would-come", "would-leave", "aside-row"], "selection/candidate_rows.py"
    ),
    **dict.fromkeys(["better", "worse"], "selection/effects.py"),
    **dict.fromkeys(["outreach-all", "outreach-unknown"], "_outreach.html, by what was found"),
    "close": "selection/views/board.py",
    **dict.fromkeys(["needed", "possible", "beyond"], "selection/representation.py"),
    **dict.fromkeys(["pill", "pill-good", "pill-warn", "pill-alert", "pill-info"], "core/pills.py"),
}
# Worn without a rule: class → who looks for it
HOOKS = {"q-text": "tests/applications/form/test_paper_form.py"}
WORN = re.compile(r"""\bclass="((?:\{[{%#].*?[}%#]\}|[^"])*)\"""", re.S)
BODY = re.compile(r"\{% block bodyclass %\}(.*?)\{% endblock %\}", re.S)
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def sheets() -> list[tuple[str, str]]:
    """(path, text) of every style sheet of ours."""
    return [(relative(p), p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.css"))]


def without_notes(text: str) -> str:
    """`text` with its comments blank, line numbers kept."""
    return NOTE.sub(lambda note: "\n" * note[0].count("\n"), text)


def physical(path: str, text: str) -> Iterator[Fault]:
    """Declarations that name a side of the screen: wrong for Arabic, or one day."""
    plain = without_notes(text)
    for found in DECLARATION.finditer(plain):
        name, value = found[1], found[2].strip()
        if PHYSICAL.fullmatch(name) or _names_a_side(name, value):
            line = plain.count("\n", 0, found.start(1)) + 1
            yield Fault(f"{path}: {name}", line, f"{name}: {value}")


def _names_a_side(name: str, value: str) -> bool:
    if SIDED.fullmatch(name):
        return bool(re.search(rf"\b({SIDE})\b", value))
    if FOUR.fullmatch(name):
        given = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "()", value).split()
        return len(given) == 4 and given[1] != given[3]
    return False


def classes(text: str) -> set[str]:
    """Every class that a sheet's selectors name."""
    selectors = re.findall(r"([^{};]+)\{", without_notes(text))
    return {name for selector in selectors for name in CLASS.findall(selector)}


def worn() -> set[str]:
    """Every word in a class attribute of our pages and of Django's own staff pages."""
    ours = [page for page in templates() if not page.is_relative_to(SPECIMENS)]
    return {
        word
        for page in [*ours, *DJANGO_ADMIN.rglob("*.html")]
        for value in _values(page.read_text(encoding="utf-8"))
        for word in re.split(r"[^\w-]+", value)
    }


def worn_by_us() -> dict[str, str]:
    """Every whole class of our pages, and a page that wears it."""
    return {
        name: relative(page)
        for page in templates()
        for value in _values(page.read_text(encoding="utf-8"))
        for name in whole_classes(value)
    }


def _values(page: str) -> list[str]:
    """What stands in a page's class attributes, and what it gives the body to wear."""
    return [*WORN.findall(page), *BODY.findall(page)]


def whole_classes(value: str) -> list[str]:
    """The classes of an attribute that no tag of the template ends."""
    names = re.sub(r"\{\{.*?\}\}", "…", re.sub(r"\{%.*?%\}", " ", value, flags=re.S)).split()
    return [name for name in names if "…" not in name and not name.endswith("-")]


def tokens_named(text: str) -> tuple[set[str], set[str]]:
    """(custom properties that a sheet defines, those that it uses)."""
    plain = without_notes(text)
    defined = set(re.findall(r"(?<=[{;])\s*(--[\w-]+)\s*:", plain))
    return defined, set(re.findall(r"var\((--[\w-]+)", plain))
