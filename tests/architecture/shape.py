"""Rules 1 and 6: small files and functions, no signals, thread-locals or broad excepts."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Fault, Module

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# place → reason
MAY_BE_LONG: dict[str, str] = {}
MAY_CATCH_ALL = {
    "config/worker.py::Worker.run_once": "mail and clean-up go on after a mistake in one job",
    "core/mail.py::_send_next": "whatever one message meets, the next ones leave",
}
MAY_IMPORT_INSIDE = {
    "config/worker.py::all_jobs": "models can be imported only once Django is set up",
    "solver/command_line.py::_run": "loaded in the child, so that its parent can speak for it",
    "solver/highs.py::engine": "who only reads problems or packs should not wait for HiGHS",
    "manage.py::main": "a missing Django is answered with one sentence, not a traceback",
}
MAY_MAKE_CLASSES = {
    "tests/architecture/planting.py::planted_model": "violations for tests, each another class",
}

SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
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


def signals(module: Module) -> Iterator[Fault]:
    """Imports of Django's signals: nothing is called forward."""
    for node, name in _imported(module):
        if name.startswith(SIGNALS) or name.endswith((".receiver", ".signals")):
            yield module.fault(node, f"imports {name}")


def thread_globals(module: Module) -> Iterator[Fault]:
    """Thread-local values."""
    for node, name in _imported(module):
        if name in ("threading.local", "asgiref.local", "asgiref.local.Local"):
            yield module.fault(node, f"imports {name}")
    for node in module.nodes(ast.Attribute):
        if node.attr == "local" and ast.unparse(node.value) == "threading":
            yield module.fault(node, "uses threading.local")


def vague_name(module: Module) -> Iterator[Fault]:
    """Modules and folders whose name says nothing about what is in them."""
    for part in module.path.removesuffix(".py").split("/"):
        if VAGUE & set(part.split("_")):
            yield Fault(module.path, 1, f"{part} names nothing")


def broad_except(module: Module) -> Iterator[Fault]:
    """Handlers that swallow every error."""
    for node in module.nodes(ast.ExceptHandler):
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        if any(kind is None or _last_name(kind) in BROAD for kind in caught):
            yield module.fault(node, "catches everything")
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


def inner_import(module: Module) -> Iterator[Fault]:
    """Imports inside functions hide what a module needs."""
    for _name, function in module.functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield module.fault(node, f"inside a function: {ast.unparse(node)}")


def import_of_a_test(module: Module) -> Iterator[Fault]:
    """What tests share stands in modules of its own, which a change of one test leaves alone."""
    for node, name in _imported(module):
        if re.search(r"^tests\..*\b(test_|conftest\b)", name):
            yield module.fault(node, f"imports {name}")


def leftovers(module: Module) -> Iterator[Fault]:
    """Notes to oneself and unwritten functions."""
    yield from leftover_words(module.path, module.text)
    for node in module.nodes(ast.Name):
        if node.id == "NotImplementedError":
            yield module.fault(node, "not implemented")


def leftover_words(path: str, text: str) -> Iterator[Fault]:
    """The same for files that are not Python."""
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
