"""Rules 1 and 6: small files and functions, nothing left half done. Ruff checks the rest."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Fault, Module

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# place → reason
MAY_BE_LONG: dict[str, str] = {}
MAY_MAKE_CLASSES = {
    "tests/architecture/planting.py::planted_model": "violations for tests, each another class",
}

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared"}
BROAD = {"Exception", "BaseException"}


def length(module: Module) -> Iterator[Fault]:
    """Files and functions that are too long; a function is counted from its `def`."""
    lines = len(module.text.splitlines())
    if lines > LONGEST_FILE:
        yield Fault(module.path, lines, f"{lines} lines, at most {LONGEST_FILE}")
    for name, node in module.functions:
        lines = node.end_lineno - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            place = f"{module.path}::{name}"
            yield Fault(place, node.lineno, f"{lines} lines, at most {LONGEST_FUNCTION}")


def vague_name(module: Module) -> Iterator[Fault]:
    """Modules and folders whose name says nothing about what is in them."""
    for part in module.path.removesuffix(".py").split("/"):
        if VAGUE & set(part.split("_")):
            yield Fault(module.path, 1, f"{part} names nothing")


def suppresses_all(module: Module) -> Iterator[Fault]:
    """Suppressing every error; ruff sees the handlers that do."""
    for node in module.nodes(ast.Call):
        if _last_name(node.func) == "suppress" and BROAD & {_last_name(a) for a in node.args}:
            yield module.fault(node, "suppresses everything")


def metaclass(module: Module) -> Iterator[Fault]:
    """Classes made in unusual ways."""
    for node in module.nodes(ast.ClassDef):
        bases = {_last_name(base) for base in node.bases}
        if any(keyword.arg == "metaclass" for keyword in node.keywords) or "type" in bases:
            yield module.fault(node, f"{node.name} is or has a metaclass")
    for node in module.nodes(ast.Call):
        if _last_name(node.func) == "type" and len(node.args) == 3:
            yield module.fault(node, "makes a class with type()")


def import_of_a_test(module: Module) -> Iterator[Fault]:
    """What tests share stands in modules of its own, which a change of one test leaves alone."""
    for node, name in _imported(module):
        if re.search(r"^tests\..*\b(test_|conftest\b)", name):
            yield module.fault(node, f"imports {name}")


def unwritten(module: Module) -> Iterator[Fault]:
    """Functions that are not written yet."""
    for node in module.nodes(ast.Name):
        if node.id == "NotImplementedError":
            yield module.fault(node, "not implemented")


def layout_excuses(module: Module) -> Iterator[Fault]:
    """Lines that are to be left as somebody laid them out, where the formatter does it for all."""
    for number, line in enumerate(module.text.splitlines(), 1):
        if found := re.search(r"#\s*(fmt|yapf):\s*(skip|off|disable)", line):
            yield Fault(module.path, number, f"“{found[0]}”: let the formatter lay it out")


def leftover_words(path: str, text: str) -> Iterator[Fault]:
    """Notes to oneself in files that are not Python."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.search(r"\b(TODO|FIXME|XXX)\b", line):
            yield Fault(path, number, f"{found[0]} is left")


def _imported(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in module.nodes(ast.Import):
        for alias in node.names:
            yield node, alias.name
    for node in module.nodes(ast.ImportFrom):
        for alias in node.names:
            yield node, f"{node.module or ''}.{alias.name}"


def _last_name(node: ast.AST | None) -> str:
    """`Exception` for both `Exception` and `builtins.Exception`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
