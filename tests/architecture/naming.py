"""Rules 7 and 10: names that say what they name, docstrings. Ruff checks types."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.source import Fault, FunctionNode, Module

NOUN_VERB = re.compile(r"[a-z]+(-[a-z]+)+")

# address name or view → reason
SHORT_NAMES = {
    "home": "the public site's first page",
    "index": "the name that Django's admin gives to the staff site's first page",
    "today": "the staff site's first page, by the title it wears",
}
# Methods that Django (or logging) calls by these names, where their meaning is documented; and
# `build`, which StepForm explains and each step fills in.
DJANGO_CALLS = re.compile(
    r"__\w+__|clean|clean_\w+|save|delete|ready|handle|add_arguments|to_python|widget_attrs"
    r"|get_\w+|has_(\w+_)?permission|each_context|create_user|formfield_\w+|lookups|queryset"
    r"|render|response_\w+|save_model|changelist_view|format|formatException|build"
)
# Classes whose purpose is their base's: (class or base name) → reason
PLAIN_CLASSES = {
    "Meta": "Django reads it",
    "Migration": "Django writes it",
    "AppConfig": "its module opens with the sentence",
    "BaseCommand": "its `help` is the sentence",
    "TranslationOptions": "its module opens with the sentence",
    "ModelAdmin": "its module opens with the sentence",
}


def docstrings(module: Module) -> Iterator[Fault]:
    """Every public class, function and method says what it is for."""
    for name, node in _public(module):
        if ast.get_docstring(node) or DJANGO_CALLS.fullmatch(node.name):
            continue
        if isinstance(node, ast.ClassDef):
            names = {node.name, *(ast.unparse(base).split(".")[-1] for base in node.bases)}
            if names & PLAIN_CLASSES.keys():
                continue
        elif _is_display_column(node):
            continue  # its description is the column's heading
        yield Fault(f"{module.path}::{name}", node.lineno, "has no docstring")


def tests(module: Module) -> Iterator[Fault]:
    """Tests are named test_<thing>_<case>."""
    for name, node in module.functions:
        if re.match(r"test([_A-Z]|$)", node.name) and len(node.name.strip("_").split("_")) < 3:
            yield Fault(f"{module.path}::{name}", node.lineno, "is not test_<thing>_<case>")


def address_names(names: Iterable[str]) -> list[str]:
    """URL names that are not noun-verb."""
    return sorted(n for n in names if n not in SHORT_NAMES and not NOUN_VERB.fullmatch(n))


def view_names(views: Iterable[tuple[str, str]]) -> list[str]:
    """(URL name, view name) pairs where the view is not named as its address: noun_verb."""
    return sorted(
        f"{address}: {view}"
        for address, view in views
        if view not in SHORT_NAMES and view != address.replace("-", "_")
    )


def _public(module: Module) -> Iterator[tuple[str, FunctionNode | ast.ClassDef]]:
    """Functions and classes at the top or inside a public class, without a leading underscore."""
    inside_functions = {f"{name}." for name, _node in module.functions}
    for name, node in module.definitions:
        hidden = any(part.startswith("_") and part[:2] != "__" for part in name.split("."))
        if not hidden and not name.startswith(tuple(inside_functions)):
            yield name, node


def _is_display_column(node: FunctionNode) -> bool:
    return any("admin.display" in ast.unparse(decorator) for decorator in node.decorator_list)
