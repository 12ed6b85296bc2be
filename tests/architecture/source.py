"""Our source files as checks see them, and the faults that checks report."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("core", "applications", "reviewers", "selection", "stipends", "reports", "demo")

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Node = TypeVar("Node", bound=ast.AST)


class Fault(NamedTuple):
    """Something a check objects to; `place` is path, or path::function, which exemptions name."""

    place: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.place}, line {self.line}: {self.what}"


@dataclass(frozen=True)
class Module:
    """One Python file; `path` is relative to the project, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def definitions(self) -> list[tuple[str, ast.stmt]]:
        """(qualified name, node) of every function and class, outer ones first."""
        return list(_definitions(self.tree, ""))

    @property
    def functions(self) -> Iterator[tuple[str, FunctionNode]]:
        """(qualified name, node) of every function and method."""
        for name, node in self.definitions:
            if isinstance(node, FunctionNode):
                yield name, node

    def nodes(self, *kinds: type[Node]) -> Iterator[Node]:
        """Every node of these kinds."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def fault(self, node: ast.AST, what: str) -> Fault:
        """A fault at `node`, placed in the innermost function around it."""
        line = getattr(node, "lineno", 1)
        around = [
            name
            for name, function in self.functions
            if function.lineno <= line <= (function.end_lineno or line)
        ]
        return Fault(f"{self.path}::{around[-1]}" if around else self.path, line, what)


Check = Callable[[Module], Iterable[Fault]]


def _definitions(parent: ast.AST, prefix: str) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, FunctionNode | ast.ClassDef):
            yield prefix + node.name, node
            yield from _definitions(node, f"{prefix}{node.name}.")
        else:
            yield from _definitions(node, prefix)


def files(*endings: str) -> Iterator[Path]:
    """Every file that git tracks with one of these endings, also where others lie among them."""
    return (ROOT / name for name in _tracked() if name.endswith(endings))


@cache
def _tracked() -> tuple[str, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return tuple(name for name in listed.split("\0") if (ROOT / name).is_file())


def relative(path: Path) -> str:
    """`path` as faults name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of ours, tests too; migrations are written by Django."""
    return tuple(
        Module(relative(path), path.read_text(encoding="utf-8"))
        for path in files(".py")
        if path.parent.name != "migrations"
    )


def site_modules() -> list[Module]:
    """What runs, without tests and benchmarks."""
    return [m for m in modules() if not m.path.startswith(("tests/", "bench/"))]


def planted(text: str, path: str = "applications/planted.py") -> Module:
    """A module that does not exist, to feed to a check."""
    return Module(path, text)


def faults(
    check: Check, among: Iterable[Module], excused: Mapping[str, str] | None = None
) -> list[str]:
    """What `check` finds, without places that are excused (place → reason)."""
    found = [fault for module in among for fault in check(module)]
    return [str(fault) for fault in found if fault.place not in (excused or {})]


def idle_excuses(check: Check, among: Iterable[Module], excused: Mapping[str, str]) -> set[str]:
    """Exemptions that excuse nothing any more."""
    return set(excused) - {fault.place for module in among for fault in check(module)}


def expect_none(found: Iterable[str]) -> None:
    """Fail with a line for each fault."""
    if lines := list(found):
        pytest.fail("\n".join(lines), pytrace=False)
